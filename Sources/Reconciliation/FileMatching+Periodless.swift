package import UsageModel

extension FileMatching {
    /// How far a month somewhere on earth may end before the month in UTC does.
    private static let zones = Duration.seconds(14 * 3600)

    /// The files without a period that may cover a cell or a part of it: those of its pair whose
    /// latest event (now, where they are not submitted) came after the month had begun somewhere,
    /// as a daily reporter gives them in the month itself. One without any record bills nothing,
    /// but may stand for a month that had ended.
    package func occupants(of cell: Cell, now: Timestamp) -> [UsageFile] {
        let end = Timestamp(startOf: cell.month.next.firstDay).adding(.zero - Self.zones)
        let begin = Timestamp(startOf: cell.month.firstDay).adding(.zero - Self.zones)
        return (periodless[cell.pair] ?? []).filter { file in
            let latest = file.wasSubmitted ? file.events.latest ?? now : now
            return (file.stats.tellOfNone ? end : begin) <= latest
        }
    }

    /// Files without a period whose days have to be looked up: those that may cover one of the
    /// cells that have no submitted file of their own.
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
