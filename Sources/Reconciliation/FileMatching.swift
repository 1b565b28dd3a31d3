package import UsageModel

/// Which usage file belongs to which cell.
///
/// Ours by the exact marker, any by contract, product and period; files without a period by the
/// days of their records, else they occupy what they may cover. A file that is only staged to be
/// checked stands for no month, until somebody submits it.
package struct FileMatching: Sendable {
    /// Files by cell, oldest first, deleted ones included.
    package private(set) var cells: [Cell: [PlacedFile]] = [:]
    /// Cells in which a marker of ours contradicts its file's own contract, product or period.
    package private(set) var conflicts: [Cell: MarkerConflict] = [:]
    /// Live files without a period that no records place, by pair, oldest first.
    package private(set) var periodless: [CellPair: [UsageFile]] = [:]

    private let identity: Identity
    private let recordDays: [UsageFileID: DateSpan]
    private let assignments: [UsageFileID: Cell]

    package init(
        files: [UsageFile], identity: Identity, recordDays: [UsageFileID: DateSpan] = [:],
        assignments: [UsageFileID: Cell] = [:]
    ) {
        self.identity = identity
        self.recordDays = recordDays
        self.assignments = assignments
        for file in files.sorted(by: UsageFile.isOlder) { place(file) }
    }

    package func files(of cell: Cell) -> [PlacedFile] { cells[cell] ?? [] }

    /// The marker of a file, where it names our identity.
    package static func ownMarker(of file: UsageFile, identity: Identity) -> Marker? {
        guard let text = file.externalID, let marker = Marker(externalID: text),
            marker.identity == identity || !Protection.identityInMarker.isOn
        else { return nil }
        return marker
    }

    private mutating func place(_ file: UsageFile) {
        guard let contract = file.contract, let product = file.product, file.probe == nil else {
            return
        }
        let pair = CellPair(contract: contract, product: product)
        if let cell = assignedCell(of: file) {
            // What contradicts itself is not ours to send again, even if our marker is on it.
            append(file, days: cell.month.days, to: cell, isOurs: false)
        } else if let marker = Self.ownMarker(of: file, identity: identity) {
            placeOwn(file, marker: marker, pair: pair)
        } else if let days = file.period ?? recordDays[file.id] {
            placeByDays(file, days: days, pair: pair)
        } else if file.isLive {
            periodless[pair, default: []].append(file)
        }
    }

    /// The cell that a person said a file belongs to, where that can be.
    package func assignedCell(of file: UsageFile) -> Cell? {
        assignments[file.id].flatMap {
            Self.isAssignable(file, to: $0, by: identity) ? $0 : nil
        }
    }

    /// Whether a person's word can place a file: only its month is anybody's guess, and only where
    /// it has no period of its own, or our marker on it names another month than its period.
    package static func isAssignable(
        _ file: UsageFile, to cell: Cell, by identity: Identity
    ) -> Bool {
        guard file.contract == cell.contract, file.product == cell.product else { return false }
        guard let period = file.period else { return true }
        guard let marker = ownMarker(of: file, identity: identity) else { return false }
        let agrees = marker.cell.pair == cell.pair && period == marker.cell.month.days
        return !agrees && (marker.cell == cell || period.intersects(cell.month.days))
    }

    private mutating func placeOwn(_ file: UsageFile, marker: Marker, pair: CellPair) {
        let cell = marker.cell
        if cell.pair == pair, file.period == cell.month.days {
            append(file, days: cell.month.days, to: cell, isOurs: true)
            return
        }
        guard file.isLive else { return }
        conflicts[cell] = MarkerConflict(file: file.id, isOfPair: cell.pair == pair)
        let months = file.period.map(Self.months) ?? []
        for month in months {
            conflicts[pair.cell(month)] = MarkerConflict(file: file.id, isOfPair: true)
        }
    }

    private mutating func placeByDays(_ file: UsageFile, days: DateSpan, pair: CellPair) {
        for month in Self.months(of: days) {
            append(file, days: days.intersection(month.days), to: pair.cell(month), isOurs: false)
        }
    }

    /// The months of a span that can be owed: a period of absurd length would fill the memory with
    /// cells. Connect did not exist before this century, and beyond it no month is closed.
    package static func months(of days: DateSpan) -> [BillingMonth] {
        BillingMonth.months(
            from: max(BillingMonth(of: days.from), Self.firstMonth),
            to: min(BillingMonth(of: days.to), Self.lastMonth))
    }

    private static let firstMonth = BillingMonth(index: 2000 * 12)
    private static let lastMonth = BillingMonth(index: 2099 * 12 + 11)

    private mutating func append(_ file: UsageFile, days: DateSpan?, to cell: Cell, isOurs: Bool) {
        cells[cell, default: []].append(PlacedFile(file: file, days: days, isOurs: isOurs))
    }
}

/// A file of ours whose marker says something else than the file itself.
package struct MarkerConflict: Hashable, Sendable {
    package let file: UsageFileID
    /// Whether Connect has the file under the cell's contract and product, so that a person can say
    /// that it belongs there.
    package let isOfPair: Bool
}
