/// How a vendor's rows become records; the same for every type of source.
package struct RowMapping: Hashable, Sendable {
    /// Where the value of each of our fields comes from; a field that is not named here is the
    /// column of its own name.
    package var fields: [String: FieldRule] = [:]
    /// Whether `Quantity` and `quantity` are the same column.
    package var ignoresCase = false
    /// How times are written; nil for ISO 8601 and its usual relatives.
    package var times: TimeFormat?
    /// How numbers are written; nil for a point and no grouping.
    package var numbers: NumberFormat?
    /// Conditions that a row must meet, all of them; other rows are counted and left out.
    package var filters: [RowCondition] = []
    /// A condition that every row that is left must meet, or the usage is not whole yet.
    package var attested: RowCondition?
    /// Our names of fields whose rows are summed into one record where they are equal; nil for a
    /// record from each row.
    package var grouping: [String]?
    /// What names of subscriptions are replaced by.
    package var renames: RenameRule?
    /// Whether times outside the record's month are moved to its first or last second.
    package var clips = false
    package var badRows = BadRowRule.hold
    package var monthFrom = MonthFrom.start

    package init() {}

    /// A mapping that only renames columns and makes templates, as texts say it.
    package init(fields: [String: String] = [:], monthFrom: MonthFrom = .start) {
        self.fields = fields.mapValues { FieldRule($0) }
        self.monthFrom = monthFrom
    }
}
