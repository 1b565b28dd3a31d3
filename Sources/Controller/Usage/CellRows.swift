import NIOConcurrencyHelpers
package import UsageModel
package import UsageSources

/// The rows of a cycle's cells in the order of sending, until they are written into workbooks.
///
/// They stay in memory while they are few; what does not fit lies in a temporary file, and is in
/// memory cell by cell only while somebody works on it.
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

    private let state = NIOLockedValueBox(State())
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
            state.withLockedValue { $0.cells[cell] = packed }
            return
        }
        let place = try file.append(packed.bytes)
        state.withLockedValue { $0.cells[cell] = Packed(files: packed.files, place: place) }
    }

    /// The rows of a cell, none where it has none.
    package func rows(of cell: Cell) throws(SpillError) -> [UsageRow] {
        let (packed, file) = state.withLockedValue { ($0.cells[cell], $0.file) }
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
        let answer = state.withLockedValue { state -> Result<SpillFile?, SpillError> in
            guard state.held + bytes > memory else {
                state.held += bytes
                return .success(nil)
            }
            if let file = state.file { return .success(file) }
            return Result { () throws(SpillError) in
                let file = try SpillFile()
                state.file = file
                return file
            }
        }
        return try answer.get()
    }
}
