package import UsageModel

/// A person's word that what Connect shows now is right, whatever the ledger remembers.
package struct Baseline: Hashable, Sendable {
    /// What the ledger speaks of from now on.
    package var binding: LedgerBinding
    /// The number of contracts that a proven observation found; nil leaves the last one.
    package var contracts: Int?
    /// Usage files that need not be seen again: they are gone for good.
    package var gone: Set<UsageFileID>
    package var by: String
    package var at: Timestamp
    package var note: String?

    package init(
        binding: LedgerBinding, contracts: Int? = nil, gone: Set<UsageFileID> = [], by: String,
        at: Timestamp, note: String? = nil
    ) {
        self.binding = binding
        self.contracts = contracts
        self.gone = gone
        self.by = by
        self.at = at
        self.note = note
    }
}
