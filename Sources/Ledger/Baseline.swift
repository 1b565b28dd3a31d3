package import UsageModel

/// A person's word that what Connect shows now is right, whatever the ledger remembers.
package struct Baseline: Hashable, Sendable {
    /// What the ledger speaks of from now on.
    package var binding: LedgerBinding
    /// The number of contracts that a proven observation found; nil leaves the last one.
    package var contracts: Int?
    /// Every usage file there is; those that the ledger knew beside them are forgotten. Nil leaves
    /// the known files as they are.
    package var files: Set<UsageFileID>?
    package var by: String
    package var at: Timestamp
    package var note: String?

    package init(
        binding: LedgerBinding, contracts: Int? = nil, files: Set<UsageFileID>? = nil, by: String,
        at: Timestamp, note: String? = nil
    ) {
        self.binding = binding
        self.contracts = contracts
        self.files = files
        self.by = by
        self.at = at
        self.note = note
    }
}
