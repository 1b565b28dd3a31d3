package import UsageModel

/// The ledger as a cycle sees it.
package protocol CycleRecord: WriteRecord, ProbeRecord {
    /// What submitted files of a pair contained before a month, oldest month first.
    func history(of pair: CellPair, before month: BillingMonth) async throws -> [MonthUsage]
    func knowledge() async throws -> LedgerKnowledge
    /// The vendor's record ids in uploads to files of some products and months.
    func sentRecords(
        of products: Set<ProductID>, in months: ClosedRange<BillingMonth>
    ) async throws -> [UploadedRecords]
    /// Those of some cells of which the last outcome that a report has is that of a failure.
    func failed(among cells: [Cell]) async throws -> Set<Cell>
    /// Notes the policies that the cycle decides by, where they differ from the last ones.
    func policies(_ records: [PolicyRecord], at: Timestamp) async throws
    /// Notes a proven observation: the contracts, and every usage file with whether it was
    /// submitted.
    func observed(
        _ observation: Observation, knowing lastAct: Int64, at: Timestamp
    ) async throws
    /// Notes a report; gives where the ledger stands behind it, nil where it is not noted.
    func report(_ report: DriftReport) async throws -> ReportLedger?
}
