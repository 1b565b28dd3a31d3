import ConnectAPI
import Policy
import Reconciliation
import UsageModel
import UsageSources

/// Asks the sources, looks the subscriptions up, and attributes every record.
struct UsageGatherer {
    let client: ConnectClient
    let settings: ControllerSettings
    let observation: Observation
    let now: Timestamp
    let knowledge: LedgerKnowledge
    let record: any CycleRecord
    let items: ItemCatalogue
    /// Cells that are known to need no file now: their rows are counted and not checked.
    var settled: Set<Cell> = []
    /// Owed cells that lack a file, whether or not their usage is asked for.
    var open: Set<Cell> = []
    /// Takes the rows of every cell.
    let rows: CellRows

    /// All that is known of the usage of some cells: what the sources say, the zeros that policies
    /// send, and what earlier reports knew to belong to nobody.
    func usage(of demand: UsageDemand) async throws -> UsageView {
        var usage = try await gather(for: demand.cells)
        try await ZeroRecords(
            client: client, items: items, observation: observation, settings: settings, now: now,
            rows: rows
        ).fill(&usage, for: demand.planned)
        usage.carry(knowledge.unattributed, sources: Set(settings.sources.map(\.name)))
        return usage
    }

    /// What the sources say of the months of some cells.
    private func gather(for cells: [Cell]) async throws -> UsageView {
        guard !cells.isEmpty else { return UsageView() }
        let bySource = Dictionary(grouping: cells) { sourceName(of: $0) ?? "" }
        var view = UsageView()
        var strays: [Stray] = []
        for (name, cells) in bySource.sorted(by: { $0.key < $1.key }) {
            guard let source = settings.sources.first(where: { $0.name == name }) else {
                let why =
                    "no usage source is named '\(name)'; set the policy's source or spec.sources"
                for cell in cells { view.cells[cell] = CellUsage(answer: .unknown(why)) }
                continue
            }
            var said = try await gather(from: source, for: cells)
            strays += takeStrays(from: &said, of: name)
            view.merge(said)
        }
        for stray in strays { view.hold(stray) }
        return view
    }

    /// Takes out the cells for which another source answers: a source is asked for all products,
    /// and says what it has.
    private func takeStrays(from view: inout UsageView, of source: String) -> [Stray] {
        view.cells.keys.sorted().compactMap { cell in
            let owner = sourceName(of: cell)
            guard owner != source, let usage = view.cells.removeValue(forKey: cell) else {
                return nil
            }
            let records = usage.rows + usage.undecided
            guard records > 0 else { return nil }
            return Stray(cell: cell, records: records, source: source, owner: owner)
        }
    }

    /// The source of a cell: the policy's, else the only one.
    private func sourceName(of cell: Cell) -> String? {
        settings.source(of: cell, in: observation, at: now)
    }

    private func gather(
        from source: any UsageSource, for cells: [Cell]
    ) async throws -> UsageView {
        // Every product of the account is asked for: usage of a product that nobody expects is
        // reported as unattributed, never left unread.
        let query = UsageQuery(
            months: Set(cells.map(\.month)).sorted(),
            products: Set(observation.products.keys).union(cells.map(\.product)).sorted())
        let reading = await source.read(query)
        let criteria = assetCriteria(of: cells)
        let index = try await SubscriptionLookup(client: client, products: observation.products)
            .index(of: reading.records.subscriptions, by: criteria)
        let attribution = UsageAttribution(
            Attribution(
                observation: observation, policies: settings.policies,
                environments: settings.environments, now: now, subscriptions: index,
                attributions: settings.attributions, open: open),
            known: Set(knowledge.acknowledgements.filter { now < $0.value.until }.keys))
        let sorter = CellSorter(
            attribution, identity: settings.identity, into: rows, settled: settled)
        let reader = PreflightFactsReader(
            client: client, observation: observation, settings: settings, knowledge: knowledge,
            record: record, items: items, now: now)
        var view = try await sorter.sort(reading.records) { cells in
            try await reader.facts(for: cells, subscriptions: index)
        }
        view.setAside(reading.unreadable)
        view.doubts = reading.doubts(in: query.months)
        let notes = reading.counts.notes
        if !notes.isEmpty { view.notes[source.name] = notes }
        // A product that is not owed from this source may have no export of its own.
        let expected = Set(cells.map(\.product))
        let doubtful = reading.statements.filter { $0.value != .known }.map(\.key)
        view.wholeMonths[source.name] = Set(query.months).subtracting(
            doubtful.filter { expected.contains($0.product) }.map(\.month))
        view.doubtful[source.name] = Set(
            doubtful.map { ProductMonth(product: $0.product, month: $0.month) })
        for index in view.unattributed.indices { view.unattributed[index].source = source.name }
        complete(&view, with: reading, for: cells, source: source.name)
        return view
    }

    /// The ways in which policies look subscriptions up for these cells.
    private func assetCriteria(of cells: [Cell]) -> [AssetCriteria] {
        let all = cells.map { cell in
            settings.policies.effective(
                for: DesiredState.facts(of: cell, in: observation), at: now
            ).assetCriteria
        }
        return Set(all).sorted { $0.description < $1.description }
    }

    /// Adds what the source says of cells without records, and what forbids sending.
    private func complete(
        _ view: inout UsageView, with reading: UsageReading, for cells: [Cell], source: String
    ) {
        let files = Dictionary(reading.files.map { ($0.path, $0) }) { first, _ in first }
        for cell in Set(cells).union(view.cells.keys) {
            view.cells[cell]?.nameSources(among: files)
            let scope = UsageScope(product: cell.product, month: cell.month)
            if case .unknown(let why) = reading.statements[scope] {
                // Rows of a month that is not whole are counted, never sent.
                var usage = view.cells[cell] ?? CellUsage(answer: .zero)
                usage.undecided += usage.rows
                usage.rows = 0
                usage.answer = .unknown(why)
                view.cells[cell] = usage
            } else if view.cells[cell] == nil {
                view.cells[cell] = CellUsage(answer: .zero)
            }
            view.cells[cell]?.expectedBy = expectedBy(cell, source: source)
            if let twice = reading.rowsTwice[scope], let first = twice.first {
                view.cells[cell]?.defect = UsageDefect(
                    reason: .usageTwice,
                    message:
                        "\(Self.count(twice)) rows of \(cell.month) stand twice, the first: "
                        + "\(first)")
            }
        }
    }

    private static func count(_ twice: [RowTwice]) -> String {
        twice.count < RowTwice.listedAtMost ? "\(twice.count)" : "at least \(twice.count)"
    }

    private func expectedBy(_ cell: Cell, source: String) -> Timestamp? {
        settings.expectedBy[source].map { Timestamp(startOf: cell.month.next.firstDay).adding($0) }
    }
}

/// Records of a cell in a source that is not the one that answers for it.
private struct Stray {
    let cell: Cell
    let records: Int
    let source: String
    /// The source of the cell's policy; nil where that names none.
    let owner: String?
}

extension UsageView {
    /// Counts the records and lets nothing of the cell be sent: whichever of the two sources is
    /// right, the other one's records are lost or stand twice.
    fileprivate mutating func hold(_ stray: Stray) {
        var usage = cells[stray.cell] ?? CellUsage(answer: .notFetched)
        usage.undecided += stray.records
        let why =
            "source '\(stray.source)' has \(stray.records) records of this cell, whose source is "
            + "'\(stray.owner ?? "none")'; set the policy's source, or mend the other one"
        switch usage.answer {
        case .records: usage.defect = UsageDefect(reason: .usageTwice, message: why)
        // What is owed for these records only has no answer of its own source to go by.
        case .zero, .notFetched: usage.answer = .unknown(why)
        case .unknown: break
        }
        cells[stray.cell] = usage
    }

    /// Takes in what another source said of its own cells.
    fileprivate mutating func merge(_ other: UsageView) {
        cells.merge(other.cells) { first, _ in first }
        unattributed += other.unattributed
        doubts += other.doubts
        delivered += other.delivered
        wholeMonths.merge(other.wholeMonths) { $0.union($1) }
        doubtful.merge(other.doubtful) { $0.union($1) }
        notes.merge(other.notes) { $0 + $1 }
    }
}

extension CellUsage {
    /// Notes the files that the rows were read from.
    fileprivate mutating func nameSources(among files: [String: SourceFile]) {
        sources = origins.compactMap { path in
            files[path].map { file in
                SourceDigest(path: path, bytes: file.bytes, sha256: "sha256:\(file.sha256)")
            }
        }
    }
}
