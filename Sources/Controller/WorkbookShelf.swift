import Policy
import Reconciliation
import UsageModel
import Workbook

/// The folder in which a cycle's workbooks lie until they are uploaded.
struct WorkbookShelf: Sendable {
    let folder: String
    private let rows: CellRows

    /// Opens a private folder for the time of `body`, and removes it however `body` ends.
    static func withShelf<Result>(
        of rows: CellRows, _ body: (WorkbookShelf) async throws -> Result
    ) async throws -> Result {
        try await PrivateFolder.with { folder in
            try await body(WorkbookShelf(folder: folder, rows: rows))
        }
    }

    /// Writes the workbook of a cell; the same rows give the same bytes.
    func workbook(for planned: PlannedCell) throws -> ShelvedWorkbook {
        guard var sent = planned.usage.sent else {
            throw ShelfError.nothingToSend(planned.cell)
        }
        let name = planned.cell.description.replacing("/", with: "_")
        let path = "\(folder)/\(name).xlsx"
        let rows = try rows.rows(of: planned.cell)
        let summary = try WorkbookFile.write(rows, month: planned.cell.month, to: path)
        sent.workbook = "sha256:\(summary.sha256)"
        return ShelvedWorkbook(path: path, sent: sent, rows: rows)
    }
}

/// A workbook that is about to be sent.
struct ShelvedWorkbook {
    let path: String
    let sent: SentUsage
    let rows: [UsageRow]
}

/// Why a workbook cannot be made.
enum ShelfError: Error, Sendable, Equatable, CustomStringConvertible {
    case nothingToSend(Cell)

    var description: String {
        switch self {
        case .nothingToSend(let cell): "there are no rows to send for '\(cell)'"
        }
    }
}
