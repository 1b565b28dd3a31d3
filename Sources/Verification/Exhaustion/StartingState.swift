import Policy
import Reconciliation
package import UsageModel

/// Where a case comes to as long as nobody but one controller has a hand in it.
package enum CaseEnd: Hashable, Sendable {
    /// To one submitted file, whatever it takes.
    case converges
    /// Nothing is ever written: all is well, or a person or time decides.
    case left(ReasonCode)
    /// Something is written, and then a person decides.
    case held(ReasonCode)

    package var reason: ReasonCode {
        switch self {
        case .converges: .submitted
        case .left(let reason), .held(let reason): reason
        }
    }

    var isLeft: Bool { if case .left = self { true } else { false } }
}

/// A state of the cell in which a case begins, by name.
package struct StartingState: Sendable {
    package let name: String
    /// The state that the judge gives it.
    package let state: CellState
    /// Its only end, or one for each thing that the platform may do of its own accord.
    package let ends: [CaseEnd]
    package let prepare: @Sendable (inout CaseBuilder) -> Void

    package init(
        _ name: String, _ state: CellState, _ end: CaseEnd = .converges, or other: CaseEnd? = nil,
        _ prepare: @escaping @Sendable (inout CaseBuilder) -> Void
    ) {
        self.name = name
        self.state = state
        ends = [end] + [other].compactMap(\.self)
        self.prepare = prepare
    }

    /// All states of the design, of our files and of foreign ones.
    package static var all: [StartingState] {
        absent + inWork + ended + several + foreign + special
    }

    private static let absent: [StartingState] = [
        StartingState("nothing there", .missing) { _ in },
        StartingState("a create whose answer was lost", .missing) { $0.loseCreate() },
        StartingState("a lost create and its draft", .draft) {
            $0.loseCreate()
            $0.ours(.draft, here: false, age: .seconds(50))
        },
        StartingState("our draft, deleted by a person", .missing, .left(.deletedByPerson)) {
            $0.ours(.deleted)
        },
        StartingState("attested zero", .noUsage, .left(.noUsage)) {
            $0.answer(.zero)
            $0.addBusyNeighbour()
        },
        StartingState("the source cannot say", .unknownUsage, .left(.usageUnknown)) {
            $0.answer(.unknown("no file"))
        },
    ]

    private static let inWork: [StartingState] = [
        StartingState("our draft", .draft) { $0.ours(.draft) },
        StartingState("a fresh draft of another ledger", .draft) {
            $0.ours(.draft, here: false, age: .seconds(120))
        },
        StartingState("a quiet draft of another ledger", .draft) {
            $0.ours(.draft, here: false, age: .seconds(3600))
        },
        StartingState("processing, answered", .processing) {
            $0.ours(.processing, upload: .answered)
        },
        StartingState("processing, pinned", .processing) { $0.ours(.processing, upload: .pinned) },
        StartingState("processing, unanswered", .processing) {
            $0.ours(.processing, upload: .unanswered)
        },
        StartingState("processing, other rows than today", .processing) {
            $0.ours(.processing, upload: .pinned, content: "sha256:before")
        },
        StartingState("stuck", .stuck, .held(.stuck), or: .converges) {
            $0.ours(.processing, upload: .pinned, age: .seconds(30_000))
        },
        StartingState("ready, pinned", .ready) { $0.ours(.ready, upload: .pinned) },
        StartingState("ready, not pinned yet", .ready) { $0.ours(.ready, upload: .answered) },
        StartingState("ready, unanswered", .ready) { $0.ours(.ready, upload: .unanswered) },
        StartingState("ready, other rows than today", .ready) {
            $0.ours(.ready, upload: .pinned, content: "sha256:before")
        },
        StartingState("ready, uploaded again by a person", .ready) { builder in
            let id = builder.ours(.ready, upload: .pinned)
            builder.platform.change(placed: id) {
                $0.content = "by hand"
                $0.shown.events.uploaded?.at = CaseBuilder.now.adding(.seconds(-30))
            }
        },
        StartingState("ready by another ledger", .ready) {
            $0.ours(.ready, here: false, content: "sha256:theirs", age: .seconds(3600))
        },
        StartingState("ready, a person submits", .ready, .left(.readyManual)) {
            $0.policy { $0.submit = .manual }
            $0.ours(.ready, upload: .pinned)
        },
        StartingState("a draft, but attested zero", .draft, .left(.draftWithoutUsage)) {
            $0.answer(.zero)
            $0.addBusyNeighbour()
            $0.ours(.draft)
        },
    ]

    private static let ended: [StartingState] = [
        StartingState("invalid rows", .invalid, .left(.invalidRows)) {
            $0.ours(.invalid, upload: .pinned)
        },
        StartingState("invalid, unanswered", .invalid) { $0.ours(.invalid, upload: .unanswered) },
        StartingState("rejected", .rejected, .left(.rejected)) {
            $0.ours(.rejected, upload: .pinned)
        },
        StartingState("rejected, to be sent again", .rejected) {
            $0.ours(.rejected, upload: .pinned)
            $0.scene.mayResend = true
            let cell = $0.scene.cell
            $0.ledger.resend(cell, at: CaseBuilder.now)
        },
        StartingState("pending", .inSync, .left(.submitted)) { $0.ours(.pending, upload: .pinned) },
        StartingState("accepted", .inSync, .left(.submitted)) {
            $0.ours(.accepted, upload: .pinned)
        },
        StartingState("closed", .inSync, .left(.submitted)) { $0.ours(.closed, upload: .pinned) },
        StartingState("sent with other rows", .mismatch, .left(.mismatch)) {
            $0.scene.scene.asksAlways = true
            $0.ours(.pending, upload: .pinned, content: "sha256:before")
        },
    ]

    private static let several: [StartingState] = [
        StartingState("two drafts of ours", .duplicate) {
            $0.ours(.draft)
            $0.ours(.draft)
        },
        StartingState("two drafts of ours, made in the same second", .duplicate) {
            $0.ours(.draft, age: .seconds(100))
            $0.ours(.ready, upload: .pinned, age: .seconds(100))
        },
        StartingState("our draft and another ledger's", .duplicate) {
            $0.ours(.draft, age: .seconds(100))
            $0.ours(.draft, here: false, age: .seconds(200))
        },
        StartingState("two drafts of another ledger", .duplicate) {
            $0.ours(.draft, here: false, age: .seconds(3600))
            $0.ours(.draft, here: false, age: .seconds(7200))
        },
        StartingState("a draft beside our submitted file", .duplicate) {
            $0.ours(.pending, upload: .pinned)
            $0.ours(.draft)
        },
        StartingState("our draft beside a foreign submitted file", .duplicate) {
            $0.foreign(.pending)
            $0.ours(.draft)
        },
        StartingState("two submitted files", .duplicate, .left(.twoSubmitted)) {
            $0.ours(.pending, upload: .pinned)
            $0.foreign(.pending)
        },
        StartingState("rejected, and a draft", .duplicate, .held(.rejected)) {
            $0.ours(.rejected, upload: .pinned)
            $0.ours(.draft)
        },
    ]

    private static let foreign: [StartingState] = [
        StartingState("foreign draft", .draft, .left(.foreignDraft)) { $0.foreign(.draft) },
        StartingState("foreign draft, ignored", .missing) {
            $0.policy { $0.foreignDrafts = .ignore }
            $0.scene.ignoresForeign = true
            $0.foreign(.draft)
        },
        StartingState("foreign draft, to be adopted", .draft) {
            $0.policy { $0.foreignDrafts = .adopt }
            $0.scene.mayAdopt = true
            $0.foreign(.draft)
        },
        StartingState("foreign ready, to be adopted", .ready) {
            $0.policy { $0.foreignDrafts = .adopt }
            $0.scene.mayAdopt = true
            $0.foreign(.ready)
        },
        StartingState(
            "foreign processing", .processing, .left(.foreignProcessing), or: .left(.foreignDraft)
        ) {
            $0.foreign(.processing)
        },
        StartingState("foreign ready", .ready, .left(.foreignDraft)) { $0.foreign(.ready) },
        StartingState("foreign invalid", .invalid, .left(.foreignDraft)) { $0.foreign(.invalid) },
        StartingState("foreign rejected", .rejected, .left(.foreignRejected)) {
            $0.foreign(.rejected)
        },
        StartingState("foreign pending", .inSync, .left(.submitted)) { $0.foreign(.pending) },
        StartingState("foreign accepted", .inSync, .left(.submitted)) { $0.foreign(.accepted) },
        StartingState("foreign closed", .inSync, .left(.submitted)) { $0.foreign(.closed) },
        StartingState("a draft of another identity", .draft, .left(.foreignDraft)) {
            $0.foreign(.draft, marker: $0.marker(of: "others"))
        },
        StartingState("submitted by another identity", .inSync, .left(.submitted)) {
            $0.foreign(.pending, marker: $0.marker(of: "others"))
        },
    ]

    private static let special: [StartingState] = [
        StartingState("foreign files tile the month", .inSync, .left(.submittedInParts)) {
            let days = $0.scene.cell.month.days
            let middle = days.from.adding(days: 14)
            $0.foreign(.pending, period: DateSpan(from: days.from, to: middle))
            $0.foreign(
                .accepted, period: DateSpan(from: middle.adding(days: 1), to: days.to))
        },
        StartingState("foreign files leave a gap", .partial, .left(.gap)) {
            let days = $0.scene.cell.month.days
            $0.foreign(.pending, period: DateSpan(from: days.from, to: days.from.adding(days: 14)))
        },
        StartingState("ours in an unknown status", .occupied, .left(.unknownStatus)) {
            $0.ours(.unknown("frozen"), upload: .pinned)
        },
        StartingState("foreign in an unknown status", .occupied, .left(.unknownStatus)) {
            $0.foreign(.unknown("frozen"))
        },
        StartingState("a file without a period", .occupied, .left(.withoutPeriod)) {
            $0.policy { $0.filesWithoutPeriod = .occupy }
            $0.foreign(.pending, hasPeriod: false)
        },
        StartingState("our marker on another month's file", .occupied, .left(.identityConflict)) {
            let id = $0.ours(.draft)
            let month = $0.scene.cell.month.previous
            $0.platform.change(placed: id) { $0.shown.period = month.days }
        },
        StartingState("suspended", .missing, .left(.suspended)) { $0.policy { $0.suspend = true } },
        StartingState("ours where nothing is owed", .unexpected, .held(.notOwed)) {
            $0.policy { $0.report = false }
            $0.ours(.draft)
        },
        StartingState("the platform refuses the rows", .missing, .held(.invalidRows)) {
            $0.scene.rows.isValid = false
        },
    ]
}

extension CaseBuilder {
    /// The marker that another installation gives to its file of this cell.
    func marker(of name: String) -> String? {
        Identity(name).map { Marker(identity: $0, cell: scene.cell).externalID }
    }
}
