import Synchronization
package import UsageModel
package import UsageSources

/// The rows of a cycle's cells in the order of sending, until they are written into workbooks.
///
/// They stay in memory while they are few and lie in a temporary file from then on; the rows of one
/// cell are in memory as a whole only while somebody works on them.
package final class CellRows: Sendable {
    /// The encoded rows of one cell.
    private struct Packed: Sendable {
        /// The names of the files that the rows point to.
        var files: [String]
        /// Where they lie in the temporary file; nil where they are `bytes`.
        var place: Range<Int>?
        var bytes: [UInt8] = []
    }

    private struct State {
        var cells: [Cell: Packed] = [:]
        var held = 0
        var file: SpillFile?
    }

    private let state = Mutex(State())
    private let memory: Int

    /// - Parameter memory: bytes of encoded rows that stay in memory.
    package init(memory: Int = 16 << 20) {
        self.memory = memory
    }

    /// Keeps the rows of a cell instead of those that it had.
    func keep(_ rows: [UsageRow], of cell: Cell) throws(SpillError) {
        var encoder = RowEncoder()
        for row in rows { encoder.append(row) }
        let packed = Packed(files: encoder.files, place: nil, bytes: encoder.bytes)
        guard let file = try fileFor(packed.bytes.count) else {
            state.withLock { $0.cells[cell] = packed }
            return
        }
        let place = try file.append(packed.bytes)
        state.withLock { $0.cells[cell] = Packed(files: packed.files, place: place) }
    }

    /// The rows of a cell, none where it has none.
    package func rows(of cell: Cell) throws(SpillError) -> [UsageRow] {
        let (packed, file) = state.withLock { ($0.cells[cell], $0.file) }
        guard var packed else { return [] }
        if let place = packed.place {
            guard let file else { throw .damaged }
            packed.bytes = try file.block(place)
        }
        return try RowEncoder.rows(in: packed.bytes, of: cell.product, files: packed.files)
    }

    /// The temporary file if `bytes` more would be too many for the memory; they count as held
    /// otherwise.
    private func fileFor(_ bytes: Int) throws(SpillError) -> SpillFile? {
        try state.withLock { (state) throws(SpillError) -> SpillFile? in
            guard state.held + bytes > memory else {
                state.held += bytes
                return nil
            }
            if let file = state.file { return file }
            let file = try SpillFile()
            state.file = file
            return file
        }
    }
}
