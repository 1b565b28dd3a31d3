package import UsageModel

extension FileMatching {
    /// How far a month somewhere on earth may end before the month in UTC does.
    private static let zones = Duration.seconds(14 * 3600)

    /// The files without a period that may cover a cell: those of its pair whose latest event came
    /// after the month had ended somewhere (now, where they are not submitted).
    ///
    /// - Parameter isInferred: whether the days of their records were looked for. One that was given
    ///   in the month itself, as a daily reporter does, may then cover a part of it too: only a file
    ///   of which no records tell stays here, and one that holds none bills nothing.
    package func occupants(of cell: Cell, now: Timestamp, isInferred: Bool = false) -> [UsageFile] {
        let end = Timestamp(startOf: cell.month.next.firstDay).adding(.zero - Self.zones)
        let begin = Timestamp(startOf: cell.month.firstDay).adding(.zero - Self.zones)
        return (periodless[cell.pair] ?? []).filter { file in
            let latest = file.wasSubmitted ? file.events.latest ?? now : now
            return (isInferred && file.stats.validated != 0 ? begin : end) <= latest
        }
    }

    /// Files without a period whose days have to be looked up: those that may cover one of the
    /// cells that have no submitted file of their own.
    package func filesToInfer(for cells: [Cell], now: Timestamp) -> [UsageFileID] {
        var wanted: Set<UsageFileID> = []
        for cell in cells {
            let hasOwn = files(of: cell).contains { $0.file.status.isSubmitted }
            guard !hasOwn else { continue }
            wanted.formUnion(occupants(of: cell, now: now, isInferred: true).map(\.id))
        }
        return wanted.sorted()
    }
}
