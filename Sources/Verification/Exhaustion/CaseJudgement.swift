import Reconciliation
import UsageModel

/// Judges the world that a case has come to, once nothing happens any more.
struct CaseJudgement {
    /// What it is for an installation.
    enum Kind { case held(ReasonCode), waiting, converged }

    private let scene: CaseScene
    private let setting: CaseSetting
    private let ends: [CaseEnd]
    private let world: World
    private let live: [ModelFile]

    init(_ scene: CaseScene, _ setting: CaseSetting, ends: [CaseEnd], _ world: World) {
        self.scene = scene
        self.setting = setting
        self.ends = ends
        self.world = world
        live = world.platform.files.filter { !scene.isLeftOver($0.shown) }
    }

    /// One live file, submitted, or a hold or wait with a reason.
    func sort(_ installation: Installation) throws(Violation) -> Kind {
        switch (installation.verb, installation.reason) {
        case (.hold, let reason?): return .held(reason)
        case (.wait, .usageUnknown), (.wait, .usageZeroWaits): return .waiting
        case (.some(.none), let reason) where isSettled(reason): return .converged
        default:
            let files = world.platform.files.map { "\($0.shown.id) \($0.shown.status.word)" }
            throw Violation(
                .convergence,
                "\(installation.verb.map { "\($0)" } ?? "unproven") "
                    + "\(installation.reason?.rawValue ?? "") with \(files)")
        }
    }

    private func isSettled(_ reason: ReasonCode?) -> Bool {
        switch reason {
        case .submitted: live.count == 1 && live[0].shown.status.isSubmitted
        case .submittedInParts: live.allSatisfy(\.shown.status.isSubmitted)
        case .noUsage, nil: live.isEmpty
        default: false
        }
    }

    // MARK: Its own end

    /// Without people a case comes to the end that its starting state names, whatever faults there
    /// were and however many had a hand in it.
    func checkReason(_ installation: Installation) throws(Violation) {
        guard setting.meddlings == 0 else { return }
        guard let reason = installation.reason else {
            throw Violation(.rightEnd, "nothing is known of the cell, expected \(ends)")
        }
        let isExpected =
            ends.contains { $0.reason == reason } || isDoubt(reason) || isUnknowing(reason)
        guard isExpected else {
            throw Violation(.rightEnd, "\(reason.rawValue), expected \(ends)")
        }
        guard reason == .submitted, ends.contains(.converges), !isRight else { return }
        throw Violation(.rightEnd, "what is submitted is not what the source says")
    }

    /// An upload whose outcome a ledger could not note, or that another installation made after its
    /// own, leaves a doubt about rows that are right: a person is asked then.
    private func isDoubt(_ reason: ReasonCode) -> Bool {
        reason == .mismatch && ends.contains(.converges) && isRight
    }

    /// A second installation does not know what only the first one's ledger knows: that an upload
    /// was answered before its rows were found invalid or too few, so that it sends today's; or with
    /// which rows a submitted file was sent.
    private func isUnknowing(_ reason: ReasonCode) -> Bool {
        guard setting.controllers != .one else { return false }
        if ends.contains(.left(.mismatch)) { return reason == .submitted }
        let isSentAgain = ends.contains(.left(.invalidRows)) || ends.contains(.left(.countsDiffer))
        return isSentAgain && isRight && (reason == .submitted || reason == .mismatch)
    }

    /// Whether one file is submitted, and what is in it is what the source says, or a person's own.
    private var isRight: Bool {
        live.count == 1 && live[0].shown.status.isSubmitted
            && (live[0].content == scene.rows.digest || live[0].maker == .person)
    }

    // MARK: Conservation

    /// Whether a ledger knows the rows of a file that a person submitted: it is its own upload.
    private func isKnown(_ file: ModelFile, to installation: Installation) -> Bool {
        let upload = world.ledgers[installation.ledger].knowledge.cells[scene.cell]?
            .files[file.shown.id]?.upload
        return upload?.isLast(of: file.shown) ?? false
    }

    /// What a report calls submitted is in the files, record by record, unless a person has
    /// submitted rows that no ledger knows.
    func checkRows(_ installation: Installation) throws(Violation) {
        let files = live.filter(\.shown.status.isSubmitted)
        guard installation.reason == .submitted,
            files.allSatisfy({ $0.submittedByHand == nil || isKnown($0, to: installation) })
        else { return }
        let rows = files.reduce(0) { $0 + $1.rows }
        guard rows != scene.rows.count else { return }
        throw Violation(
            .conservation, "\(rows) records are in submitted files, of \(scene.rows.count)")
    }
}

extension CaseScene {
    /// Files that are never done with processing are those that were stuck when the case began.
    func staysStuck(_ file: UsageFileID, in world: World) -> Bool {
        guard let at = world.platform[file]?.shown.events.uploaded?.at else { return false }
        return CaseBuilder.now.since(at) > .seconds(6 * 3600)
    }

    /// A deleted file, or one that stays where it is beside a submitted one: what is not ours and
    /// not submitted, and a file without a period, which then stands for another month.
    func isLeftOver(_ file: UsageFile) -> Bool {
        let isOurs = file.externalID == marker
        return !file.isLive || file.status == .rejected || ignores(file)
            || (!isOurs && (!file.status.isSubmitted || file.period == nil))
    }
}
