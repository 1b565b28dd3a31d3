/// How a vendor's rows become records; the same for every type of source.
package struct RowMapping: Hashable, Sendable {
    /// The vendor's column names by ours, where they differ.
    package var fields: [String: String]
    package var monthFrom: MonthFrom

    package init(fields: [String: String] = [:], monthFrom: MonthFrom = .start) {
        self.fields = fields
        self.monthFrom = monthFrom
    }
}
