package import UsageModel

/// What a proven observation showed.
package struct ObservationEntry: Hashable, Sendable {
    package var at: Timestamp
    package var contracts: Int
    /// The usage files that were seen and have to be seen again.
    package var files: Set<UsageFileID>
    /// Those among them that were submitted, by whomever.
    package var submitted: Set<UsageFileID>
    /// Files that were known, did not reappear, and are gone for a reason.
    package var explained: Set<UsageFileID>

    package init(
        at: Timestamp, contracts: Int, files: Set<UsageFileID>,
        submitted: Set<UsageFileID> = [], explained: Set<UsageFileID> = []
    ) {
        self.at = at
        self.contracts = contracts
        self.files = files
        self.submitted = submitted
        self.explained = explained
    }
}
