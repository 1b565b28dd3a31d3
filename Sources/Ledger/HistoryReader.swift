import GRDB
import UsageModel

/// Folds the writes into the histories of cells and files.
enum HistoryReader {
    /// The histories of all cells that ever had a write.
    static func cells(in db: Database) throws -> [Cell: CellHistory] {
        var cells: [Cell: CellHistory] = [:]
        var current: (cell: Cell, states: [WriteState])?
        let rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT \(WriteState.columns) FROM write_state
                ORDER BY contract, product, month, intent
                """)
        while let row = try rows.next() {
            let state = try WriteState(row)
            if current?.cell == state.cell {
                current?.states.append(state)
                continue
            }
            if let current { cells[current.cell] = try history(of: current.states) }
            current = (state.cell, [state])
        }
        if let current { cells[current.cell] = try history(of: current.states) }
        return cells
    }

    /// The history of one cell from its writes, oldest first.
    static func history(of states: [WriteState]) throws -> CellHistory {
        var history = CellHistory()
        history.openCreates = states.filter(\.isOpenCreate).map(\.at)
        var uploads: [UsageFileID: WriteState] = [:]
        for state in states {
            guard let file = state.file else { continue }
            switch state.step {
            case .create:
                history.files[file, default: FileHistory()].createdHere = true
            case .adopt:
                // Known here, but made elsewhere.
                history.files[file] = history.files[file] ?? FileHistory()
            case .upload:
                history.files[file, default: FileHistory()] = history.files[file] ?? FileHistory()
                // One that was not taken leaves what an earlier one brought.
                if state.mayHaveHappened { uploads[file] = state }
            case .submit:
                // A refused submit may have been refused because an earlier one was done.
                if state.result != .notSent {
                    history.files[file, default: FileHistory()].submitTried = true
                }
            case .delete:
                // A refused one must not hide that a person deletes the file later.
                if state.mayHaveHappened {
                    history.files[file, default: FileHistory()].deleteTried = true
                }
            }
        }
        for (file, state) in uploads { history.files[file]?.upload = try upload(state) }
        return history
    }

    /// The last answered uploads to submitted files of a pair, oldest month first.
    static func submitted(
        _ pair: CellPair, before month: BillingMonth, in db: Database
    ) throws -> [SentFile] {
        let states = try Row.fetchAll(
            db,
            sql: """
                SELECT \(WriteState.columns) FROM write_state
                WHERE contract = ? AND product = ? AND month < ? ORDER BY month, intent
                """,
            arguments: [pair.contract.text, pair.product.text, month.description]
        ).map { try WriteState($0) }
        let submitted = Set(
            states.filter { $0.step == .submit && $0.mayHaveHappened }.compactMap(\.file))
        var last: [UsageFileID: SentFile] = [:]
        var order: [UsageFileID] = []
        for sent in states.compactMap({ SentFile($0) })
        where sent.isAnswered && submitted.contains(sent.file) {
            if last.updateValue(sent, forKey: sent.file) == nil { order.append(sent.file) }
        }
        return order.compactMap { last[$0] }
    }

    private static func upload(_ state: WriteState) throws -> UploadHistory {
        guard let sent = state.sent else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT,
                message: "what upload \(state.intent) sent cannot be read")
        }
        return UploadHistory(
            sent: sent, at: state.at, answered: state.result == .answered,
            uploadedAt: state.uploadedAt)
    }
}
