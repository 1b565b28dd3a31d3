import Foundation
package import Reconciliation
package import UsageModel
package import UsageSources

/// The subscriptions on Connect of each cell, by what names them in the source.
package typealias CellAssets = [Cell: [String: SubscriptionID]]

/// Sorts a reading's records into cells, one pass over them, and works each cell out by itself.
///
/// Memory holds the rows of as many cells as there are cores, not those of the reading.
package struct CellSorter {
    private let identity: Identity
    private let rows: CellRows
    private let settled: Set<Cell>
    private var attribution: UsageAttribution
    private var entries = Spill<Cell>()
    /// The subscription on Connect of what names it in the source.
    private var assets: CellAssets = [:]

    /// - Parameters:
    ///   - rows: takes what becomes of the records.
    ///   - settled: cells that need no file now: their records are counted and not checked.
    package init(
        _ attribution: UsageAttribution, identity: Identity, into rows: CellRows,
        settled: Set<Cell> = []
    ) {
        self.settled = settled
        self.attribution = attribution
        self.identity = identity
        self.rows = rows
    }

    /// Every record of a reading, in a cell or among the unattributed.
    ///
    /// - Parameter facts: by what the rows of cells are checked; asked for once, with the cells
    ///   that are to be checked and have any, and their subscriptions.
    package consuming func sort(
        _ records: RecordStore, checkedBy facts: (CellAssets) async throws -> PreflightFacts
    ) async throws -> UsageView {
        for scope in records.scopes {
            try records.forEachEntry(of: scope) { decoder, bytes, entry in
                let subscription = try decoder.subscription(of: entry, in: bytes)
                let place = try attribution.add(
                    product: scope.product, subscription: subscription, month: scope.month
                ) { try decoder.record(of: entry, in: bytes) }
                guard case .cell(let cell, let asset) = place else { return }
                assets[cell, default: [:]][subscription] = asset
                try entries.append(bytes, entry, to: cell)
            }
        }
        let sorted = SortedCells(
            entries: entries.finish(), files: records.files, assets: assets, identity: identity,
            settled: settled, facts: try await facts(assets.filter { !settled.contains($0.key) }))
        var cells = try await Self.workOut(sorted, into: rows)
        try RecordsInTwoCells(cells, settled: settled).hold(in: &cells, rows: rows)
        return attribution.finish(cells)
    }

    /// The cells side by side, as many as there are cores.
    private static func workOut(
        _ sorted: SortedCells, into rows: CellRows
    ) async throws -> [Cell: CellUsage] {
        try await withThrowingTaskGroup(of: (Cell, CellUsage).self) { group in
            var waiting = sorted.cells[...]
            var found: [Cell: CellUsage] = [:]
            let begin = { (group: inout ThrowingTaskGroup<(Cell, CellUsage), any Error>) in
                guard let cell = waiting.popFirst() else { return }
                group.addTask { (cell, try sorted.workOut(cell, into: rows)) }
            }
            for _ in 0..<max(1, ProcessInfo.processInfo.activeProcessorCount) { begin(&group) }
            while let (cell, usage) = try await group.next() {
                found[cell] = usage
                begin(&group)
            }
            return found
        }
    }
}

/// The records of cells as they are stored, with what is needed to make rows of them.
struct SortedCells: Sendable {
    let entries: Spilled<Cell>
    let files: [String]
    let assets: [Cell: [String: SubscriptionID]]
    let identity: Identity
    let settled: Set<Cell>
    let facts: PreflightFacts

    /// In order.
    var cells: [Cell] { entries.keys.sorted() }

    /// Puts a cell's rows into their order, keeps them, and says what they come to.
    func workOut(_ cell: Cell, into rows: CellRows) throws -> CellUsage {
        var decoder = RecordDecoder(product: cell.product, files: files)
        let assets = assets[cell] ?? [:]
        var records: [(record: UsageRecord, asset: SubscriptionID)] = []
        records.reserveCapacity(entries.count(of: cell))
        try entries.forEach(of: cell) { bytes, entry in
            let record = try decoder.record(of: entry, in: bytes)
            guard let asset = assets[record.subscription] else { throw SpillError.damaged }
            records.append((record, asset))
        }
        return try rows.workOut(
            RowContent.rows(
                records, marker: Marker(identity: identity, cell: cell),
                schema: facts.products[cell.product]?.payAsYouGo?.schema),
            of: cell, checkedBy: settled.contains(cell) ? nil : facts)
    }
}

extension CellRows {
    /// Keeps rows and says what they come to and whether they may be sent, with the files that they
    /// were read from unsettled.
    func workOut(
        _ rows: [UsageRow], of cell: Cell, checkedBy facts: PreflightFacts? = nil
    ) throws(SpillError) -> CellUsage {
        try keep(rows, of: cell)
        var usage = CellUsage.of(rows)
        usage.preflight = facts?.verdict(on: rows, in: cell)
        usage.defect = usage.defect ?? usage.preflight?.defect
        usage.origins = Set(rows.map(\.record.origin.file)).sorted()
        return usage
    }
}
