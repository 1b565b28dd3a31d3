import ConnectAPI
import Reconciliation
package import UsageModel

/// What a running controller remembers of usage files between two cycles, so that a steady cycle
/// need not read closed history again.
///
/// It holds files only of observations that were proven. A file that can still change is asked for
/// in every cycle, one that is final only with the next whole proof; a process that starts anew
/// begins with a whole proof.
package actor ObservationMemory {
    /// How much of the account a reading has to cover.
    enum Coverage: Sendable, Equatable {
        case whole
        /// The files created since an instant, and older ones that can still change.
        case recent(since: Timestamp, open: [UsageFileID])
    }

    /// Lists may lag behind, and clocks differ by as much as the proof allows: files of the last
    /// hour before a whole proof are read again.
    private static let overlap = Duration.seconds(3600)

    /// Items change seldom, but a person who has just mended one is not to wait for a day.
    private static let itemsKept = Duration.seconds(1800)

    /// A source that cannot say is asked again soon, but not in every cycle: what it says may
    /// matter to nobody.
    private static let unknownKept = Duration.seconds(3600)

    private let fullProofEvery: Duration
    private var files: [UsageFileID: UsageFile] = [:]
    private var days: [UsageFileID: (file: UsageFile, days: DateSpan?)] = [:]
    private var items: [ProductID: (items: [Item], at: Timestamp)] = [:]
    /// Until when cells that nothing but usage makes owed are not asked for again.
    private var quiet: [Cell: Timestamp] = [:]
    /// What `quiet` was found out under.
    private var policies: [PolicyRecord] = []
    /// When the last whole proof was begun; nil before the first.
    package private(set) var wholeProof: Timestamp?
    /// The baseline since which it remembers.
    private var baseline: Int64 = 0

    package init(fullProofEvery: Duration) {
        self.fullProofEvery = fullProofEvery
    }

    /// Begins anew where a person has accepted since what Connect shows: what was remembered must
    /// not say that what they called gone is there.
    ///
    /// - Parameter baseline: the number of the last entry in which a person did.
    func forget(before baseline: Int64) {
        guard baseline != self.baseline else { return }
        (files, days, items, quiet, wholeProof) = ([:], [:], [:], [:], nil)
        self.baseline = baseline
    }

    /// What the next reading has to cover: everything once a proof is too old, or where asking for
    /// the open files one by one costs more than the list of all.
    func coverage(at now: Timestamp) -> Coverage {
        guard let wholeProof, now >= wholeProof, now.since(wholeProof) < fullProofEvery else {
            return .whole
        }
        let since = wholeProof.adding(.zero - Self.overlap)
        let open = files.values.filter { !$0.isFinal && !$0.wasCreated(since: since) }.map(\.id)
        guard open.count / 100 <= files.count / 1000 else { return .whole }
        return .recent(since: since, open: open.sorted())
    }

    /// The files as they are known after a reading, those that were not read again included.
    func complete(_ read: [UsageFile], covering coverage: Coverage) -> [UsageFile] {
        guard case .recent(let since, let open) = coverage else { return read }
        let asked = Set(open)
        let kept = files.values.filter { !asked.contains($0.id) && !$0.wasCreated(since: since) }
        let seen = Set(read.map(\.id))
        return kept.filter { !seen.contains($0.id) } + read
    }

    /// Takes in the files of an observation that is proven.
    func remember(_ proven: [UsageFile], covering coverage: Coverage, at now: Timestamp) {
        files = Dictionary(proven.map { ($0.id, $0) }) { _, last in last }
        if coverage == .whole { wholeProof = now }
        days = days.filter { files[$0.key] == $0.value.file }
    }

    /// Those of some cells, which nothing but usage makes owed, that the sources are to be asked
    /// for: where they attested that there is none, as seldom as everything is proven anew.
    func askable(
        _ cells: [Cell], under policies: [PolicyRecord], at now: Timestamp
    ) -> [Cell] {
        if policies != self.policies { quiet = [:] }
        self.policies = policies
        return cells.filter { cell in quiet[cell].map { $0 <= now } ?? true }
    }

    /// Takes in what the sources said of such cells; one with records, asked for or not, is asked
    /// for again until it is settled.
    func remember(_ usage: UsageView, of cells: [Cell], at now: Timestamp) {
        for cell in Set(cells).union(quiet.keys) {
            switch usage.usage(of: cell).answer {
            case .zero: quiet[cell] = now.adding(fullProofEvery)
            case .unknown: quiet[cell] = now.adding(Self.unknownKept)
            case .records: quiet[cell] = nil
            case .notFetched: break
            }
        }
    }

    /// The days of a file's records, where they were read since the file last changed.
    func days(of file: UsageFile) -> DateSpan?? {
        guard let known = days[file.id], known.file == file else { return nil }
        return .some(known.days)
    }

    /// The items of a product, where they were read not long ago.
    func items(of product: ProductID, at now: Timestamp) -> [Item]? {
        guard let known = items[product], now >= known.at, now.since(known.at) < Self.itemsKept
        else { return nil }
        return known.items
    }

    func remember(items read: [Item], of product: ProductID, at now: Timestamp) {
        items[product] = (read, now)
    }

    func remember(days span: DateSpan?, of file: UsageFile) {
        days[file.id] = (file, span)
    }
}

extension UsageFile {
    /// Whether nothing will happen to it that a cell depends on: deleted and closed for good, or
    /// accepted, after which it can only be closed.
    fileprivate var isFinal: Bool {
        switch status {
        case .accepted, .closed, .deleted: true
        default: false
        }
    }

    /// A file without a time of creation is read in every cycle.
    fileprivate func wasCreated(since instant: Timestamp) -> Bool {
        events.created.map { $0.at >= instant } ?? false
    }
}
