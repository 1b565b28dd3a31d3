package import UsageModel

/// A usage file in a cell, with the days of the month for which it speaks.
package struct PlacedFile: Hashable, Sendable {
    package var file: UsageFile
    /// The days of this cell's month; nil where the file occupies the cell without naming days.
    package var days: DateSpan?
    /// Whether it carries our marker with our identity, for exactly this cell.
    package var isOurs: Bool

    package init(file: UsageFile, days: DateSpan?, isOurs: Bool) {
        self.file = file
        self.days = days
        self.isOurs = isOurs
    }

    package var report: FileReport {
        FileReport(
            id: file.id, status: file.status, externalId: file.externalID,
            owner: isOurs ? .mine : .foreign)
    }
}
