import Reconciliation
import UsageModel
import Workbook

/// A cell's rows as a file that can be taken for nothing but a check: the same rows under ids that
/// nobody will ever send again.
struct SaltedWorkbook: Sendable {
    /// What stands behind a salted id.
    struct Source: Hashable, Sendable {
        /// The id under which the row would be sent.
        var recordID: String
        /// Where the vendor's row was read.
        var origin: String
    }

    let path: String
    /// `sha256:...`
    let digest: String
    let rows: Int
    /// By salted id.
    let sources: [String: Source]

    /// Writes the workbook of a cell below `folder`.
    static func write(
        _ rows: [UsageRow], of probe: ProbeMarker, in folder: String
    ) throws -> SaltedWorkbook {
        var sources: [String: Source] = [:]
        let salted = rows.enumerated().map { index, row in
            var copy = row
            copy.recordID = "check-\(probe.salt)-\(index + 1)"
            sources[copy.recordID] = Source(
                recordID: row.recordID, origin: row.record.origin.description)
            return copy
        }
        let path = "\(folder)/\(probe.salt).xlsx"
        let summary = try WorkbookFile.write(
            salted, month: probe.cell.month, to: path)
        return SaltedWorkbook(
            path: path, digest: "sha256:\(summary.sha256)", rows: rows.count, sources: sources)
    }

    /// The platform's refusal with the ids under which the rows would be sent.
    func unsalted(_ refusal: RefusedFile) -> RefusedFile {
        var copy = refusal
        for index in copy.rows.indices {
            guard let source = copy.rows[index].recordId.flatMap({ sources[$0] }) else { continue }
            copy.rows[index].recordId = source.recordID
            copy.rows[index].origin = source.origin
        }
        return copy
    }
}
