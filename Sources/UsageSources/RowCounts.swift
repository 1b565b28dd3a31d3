/// What became of the rows of a reading: each is counted in exactly one of the parts.
package struct RowCounts: Hashable, Sendable {
    package var rows = 0
    /// That a condition of the source left out.
    package var leftOut = 0
    /// Of months that were not asked for.
    package var ofOtherMonths = 0
    /// The same, of files that are of another month by their path or question; a part of those.
    package var ofOtherMonthsThanTheirFiles = 0
    /// Of which no record could be made, so that their month is unknown.
    package var bad = 0
    /// The same, but few and set aside.
    package var quarantined = 0
    /// That were summed into groups.
    package var summed = 0
    /// Records that the summed rows became.
    package var groups = 0
    /// Records whose times were moved into their month; not a part of its own.
    package var clipped = 0
    /// Records whose end was the first instant of the next month and became their month's last
    /// second; not a part of its own.
    package var exclusiveEnds = 0

    package init() {}

    /// Rows that became a record each.
    package var single: Int { rows - leftOut - ofOtherMonths - bad - quarantined - summed }

    /// Whether rows were left out or quarantined since then: they were there, if of no record's
    /// month.
    func hasRowsSetAside(since before: RowCounts) -> Bool {
        leftOut > before.leftOut || quarantined > before.quarantined
    }

    /// What a person should know of rows that are not in the records one by one.
    package var notes: [String] {
        var notes: [String] = []
        if leftOut > 0 { notes.append("\(leftOut) of \(rows) rows were left out by 'where'") }
        if summed > 0 {
            notes.append("\(summed) of \(rows) rows were summed into \(groups) records")
        }
        if ofOtherMonthsThanTheirFiles > 0 {
            notes.append(
                "\(ofOtherMonthsThanTheirFiles) of \(rows) rows are of other months than their "
                    + "file's")
        }
        if clipped > 0 { notes.append("the times of \(clipped) rows were moved into their month") }
        if exclusiveEnds > 0 {
            notes.append(
                "the ends of \(exclusiveEnds) of \(rows) rows, each the first instant of the next "
                    + "month, became their month's last second")
        }
        if quarantined > 0 {
            notes.append("\(quarantined) of \(rows) rows were quarantined, as they make no record")
        }
        return notes
    }
}
