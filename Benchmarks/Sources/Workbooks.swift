import Controller
import Foundation
import Reconciliation
import UsageModel
import Workbook

/// Every cell's workbook, side by side on all cores.
enum Workbooks {
    /// Writes them one after the other per core, removes each again, and returns how many rows they
    /// had.
    static func write(
        _ view: UsageView, _ kept: CellRows, to folder: String
    ) async throws -> Int {
        try await withThrowingTaskGroup(of: Int.self) { group in
            var waiting = view.cells.keys.sorted()[...]
            let begin = { (group: inout ThrowingTaskGroup<Int, any Error>) in
                guard let cell = waiting.popFirst() else { return }
                group.addTask { try write(cell, kept, to: folder) }
            }
            for _ in 0..<ProcessInfo.processInfo.activeProcessorCount { begin(&group) }
            var rows = 0
            while let count = try await group.next() {
                rows += count
                begin(&group)
            }
            return rows
        }
    }

    private static func write(_ cell: Cell, _ kept: CellRows, to folder: String) throws -> Int {
        let path = "\(folder)/\(cell.description.replacing("/", with: "_")).xlsx"
        let summary = try WorkbookFile.write(
            try kept.rows(of: cell), month: cell.month, to: path)
        try FileManager.default.removeItem(atPath: path)
        return summary.rows
    }
}
