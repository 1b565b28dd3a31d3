package import UsageModel

/// What a source answered to one query.
package struct UsageReading: Sendable {
    /// One for every product and month that was asked for.
    package var statements: [UsageScope: UsageStatement]
    /// Products that nobody asked for are here too, and the rows of unknown scopes that could be
    /// read: a record is never dropped.
    package var records: RecordStore
    /// Rows that seem to be delivered twice; a scope without any is absent.
    package var rowsTwice: [UsageScope: [RowTwice]]
    /// Everything that was wrong, in the order of files and lines.
    package var problems: [SourceProblem]
    /// What was read, in order of name.
    package var files: [SourceFile]
    /// Records of months that were not asked for, by month.
    package var recordsOfOtherMonths: [BillingMonth: Int]
    /// Rows that were set aside, in the order of reading.
    package var quarantined: [QuarantinedRow] = []
    /// What became of the rows.
    package var counts = RowCounts()

    package init(
        statements: [UsageScope: UsageStatement] = [:],
        records: RecordStore = RecordStore(), rowsTwice: [UsageScope: [RowTwice]] = [:],
        problems: [SourceProblem] = [], files: [SourceFile] = [],
        recordsOfOtherMonths: [BillingMonth: Int] = [:]
    ) {
        self.statements = statements
        self.records = records
        self.rowsTwice = rowsTwice
        self.problems = problems
        self.files = files
        self.recordsOfOtherMonths = recordsOfOtherMonths
    }
}
