import Policy
import Reconciliation
import UsageModel

// Nothing, and files of ours.
extension StartingState {
    static let absent: [StartingState] = [
        StartingState("nothing there", .missing) { _ in },
        StartingState("a create whose answer was lost", .missing, isTwin: true) { $0.loseCreate() },
        StartingState("a lost create and its draft", .draft, isTwin: true) {
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
        StartingState("attested zero, sent as records", .missing, isTwin: true) {
            $0.policy {
                $0.onNoUsage = .send
                $0.months.due = 3
            }
            $0.answerZeroRecords()
            $0.addBusyNeighbour()
        },
        StartingState("attested zero, to be sent on its day", .noUsage, .left(.usageZeroWaits)) {
            $0.policy { $0.onNoUsage = .send }
            $0.answerZeroRecords()
            $0.addBusyNeighbour()
        },
        StartingState("the source cannot say", .unknownUsage, .left(.usageUnknown)) {
            $0.answer(.unknown("no file"))
        },
    ]

    static let inWork: [StartingState] = [
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
        StartingState("processing, unanswered", .processing, isTwin: true) {
            $0.ours(.processing, upload: .unanswered)
        },
        StartingState("processing, other rows than today", .processing, isTwin: true) {
            $0.ours(.processing, upload: .pinned, content: "sha256:before")
        },
        StartingState("uploading", .processing, isTwin: true) {
            $0.ours(.uploading, upload: .answered)
        },
        StartingState("uploaded", .processing, isTwin: true) {
            $0.ours(.uploaded, upload: .pinned)
        },
        StartingState("stuck", .stuck, .held(.stuck), or: .converges) {
            $0.ours(.processing, upload: .pinned, age: .seconds(30_000))
        },
        StartingState("ready, pinned", .ready) { $0.ours(.ready, upload: .pinned) },
        StartingState("ready, not pinned yet", .ready) { $0.ours(.ready, upload: .answered) },
        StartingState("ready, unanswered", .ready, isTwin: true) {
            $0.ours(.ready, upload: .unanswered)
        },
        StartingState("ready, other rows than today", .ready, isTwin: true) {
            $0.ours(.ready, upload: .pinned, content: "sha256:before")
        },
        StartingState("ready, uploaded again by a person", .ready, isTwin: true) { builder in
            let id = builder.ours(.ready, upload: .pinned)
            builder.platform.change(placed: id) {
                $0.content = "by hand"
                $0.shown.events.uploaded?.at = CaseBuilder.now.adding(.seconds(-30))
            }
        },
        StartingState("ready, a row lost", .ready, .left(.countsDiffer)) { builder in
            let id = builder.ours(.ready, upload: .pinned)
            builder.platform.change(placed: id) {
                $0.rows = 1
                $0.shown.stats.uploaded = 1
                $0.shown.stats.validated = 1
            }
        },
        StartingState("ready by another ledger", .ready, isTwin: true) {
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

    static let ended: [StartingState] = [
        StartingState("invalid rows", .invalid, .left(.invalidRows)) {
            $0.ours(.invalid, upload: .pinned)
        },
        StartingState("invalid, unanswered", .invalid) { $0.ours(.invalid, upload: .unanswered) },
        StartingState("rejected", .rejected, .left(.rejected)) {
            $0.ours(.rejected, upload: .pinned)
        },
        StartingState("rejected, to be sent again", .rejected) {
            $0.ours(.rejected, upload: .pinned)
            $0.askToResend()
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

    static let several: [StartingState] = [
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
        StartingState("two drafts of another ledger", .duplicate, isTwin: true) {
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
}
