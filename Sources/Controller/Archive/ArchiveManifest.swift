package import UsageModel

/// Where the rows of a workbook come from; content alone decides its bytes.
package struct ArchiveManifest: Hashable, Sendable, Codable {
    /// A row of the workbook and the place that it was read from.
    package struct Row: Hashable, Sendable, Codable {
        package var recordID: String
        /// The file's place in `origins`.
        package var origin: Int
        /// From 1.
        package var line: Int
    }

    package var schemaVersion = 1
    package var cell: Cell
    package var file: UsageFileID
    /// Of the workbook, `sha256:...`.
    package var workbook: String
    /// The source files with their digests; rows that the controller made have none.
    package var sources: [SourceDigest]
    /// The names to which the rows point.
    package var origins: [String]
    package var rows: [Row]

    package init(
        cell: Cell, file: UsageFileID, workbook: String, sources: [SourceDigest],
        rows: [UsageRow]
    ) {
        self.cell = cell
        self.file = file
        self.workbook = workbook
        self.sources = sources
        let names = Set(rows.map(\.record.origin.file)).sorted()
        let places = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        origins = names
        self.rows = rows.map { row in
            Row(
                recordID: row.recordID, origin: places[row.record.origin.file] ?? 0,
                line: row.record.origin.line)
        }
    }
}

extension ArchiveManifest {
    /// Where each row was read, by record id; of two rows with one id the first.
    package var places: [String: String] {
        Dictionary(
            rows.map { row in
                let file = origins.indices.contains(row.origin) ? origins[row.origin] : "?"
                return (row.recordID, "\(file):\(row.line)")
            }, uniquingKeysWith: { first, _ in first })
    }
}
