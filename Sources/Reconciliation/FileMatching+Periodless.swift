package import UsageModel

extension FileMatching {
    /// The files without a period that may cover a cell: those of its pair whose latest event came
    /// after the month had ended (now, where they are not submitted).
    package func occupants(of cell: Cell, now: Timestamp) -> [UsageFile] {
        let ended = Timestamp(startOf: cell.month.next.firstDay)
        return (periodless[cell.pair] ?? []).filter { file in
            let latest = file.wasSubmitted ? file.events.latest ?? now : now
            return ended <= latest
        }
    }

    /// Files without a period whose days have to be looked up: those that may cover one of the
    /// cells
    /// that have no submitted file of their own.
    package func filesToInfer(for cells: [Cell], now: Timestamp) -> [UsageFileID] {
        var wanted: Set<UsageFileID> = []
        for cell in cells {
            let hasOwn = files(of: cell).contains { $0.file.status.isSubmitted }
            guard !hasOwn else { continue }
            wanted.formUnion(occupants(of: cell, now: now).map(\.id))
        }
        return wanted.sorted()
    }
}
