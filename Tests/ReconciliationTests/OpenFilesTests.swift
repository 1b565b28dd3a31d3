import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

@Suite("Cells with files under way")
struct OpenFilesTests {
    private static let oursToFinish: [JudgementCase] = [
        JudgementCase(
            "a draft of ours goes on", .draft, .converge, .draftResume, [.upload, .submit]
        ) {
            let file = UsageFile.ours("UF-1", .draft)
            $0.files = [file]
            $0.remember(file)
            $0.deliver()
        },
        JudgementCase(
            "a draft whose create was never answered is ours too", .draft, .converge, .draftResume,
            [.upload, .submit]
        ) {
            $0.files = [.ours("UF-1", .draft, created: "2026-11-05T05:59:00Z")]
            $0.knowledge.cells[ObservedWorld.cell] = CellHistory(openCreates: [
                instant("2026-11-05T05:58:00Z")
            ])
            $0.deliver()
        },
        JudgementCase("manual: uploaded, not submitted", .draft, .converge, .draftResume, [.upload])
        {
            let file = UsageFile.ours("UF-1", .draft)
            $0.files = [file]
            $0.remember(file)
            $0.policy.submit = .manual
            $0.deliver()
        },
        JudgementCase(
            "a draft where the source attests zero now", .draft, .hold, .draftWithoutUsage
        ) {
            let file = UsageFile.ours("UF-1", .draft)
            $0.files = [file]
            $0.remember(file)
            $0.answer(.zero)
            $0.addBusyNeighbour()
        },
        JudgementCase("a draft of ours in another currency", .draft, .hold, .draftFields) {
            let file = UsageFile.ours("UF-1", .draft).with { $0.currency = "USD" }
            $0.products[0].payAsYouGo?.schema = .cost
            $0.files = [file]
            $0.remember(file)
            $0.deliver()
        },
        JudgementCase("a ready file of ours in another currency", .ready, .hold, .draftFields) {
            $0.products[0].payAsYouGo?.schema = .cost
            $0.deliver()
            $0.add(uploaded: UsageFile.ours("UF-1", .ready).with { $0.currency = "USD" })
        },
        JudgementCase(
            "a draft of ours in the policy's currency", .draft, .converge, .draftResume,
            [.upload, .submit]
        ) {
            let file = UsageFile.ours("UF-1", .draft).with { $0.currency = "USD" }
            $0.products[0].payAsYouGo?.schema = .cost
            $0.policy.currency = .code("USD")
            $0.files = [file]
            $0.remember(file)
            $0.deliver()
        },
        JudgementCase(
            "processing our upload of today", .processing, .converge, .processing, [.submit]
        ) {
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .processing))
        },
        JudgementCase("processing, manual", .processing, .converge, .processing) {
            $0.policy.submit = .manual
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .uploading))
        },
        JudgementCase(
            "processing what is not today's", .processing, .converge, .processing,
            [.upload, .submit]
        ) {
            $0.deliver(["1"])
            $0.add(uploaded: .ours("UF-1", .uploaded))
            $0.deliver(["2"])
        },
        JudgementCase(
            "processing an upload that was never answered", .processing, .converge, .processing,
            [.upload, .submit]
        ) {
            let file = UsageFile.ours("UF-1", .processing)
            $0.deliver()
            $0.files = [file]
            $0.remember(file, upload: $0.upload(to: file, answered: false))
        },
        JudgementCase(
            "processing, but the source cannot say now", .processing, .wait, .usageUnknown
        ) {
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .processing))
            $0.answer(.unknown("the export changed while it was read"))
        },
        JudgementCase(
            "processing, but the source attests zero now", .processing, .hold, .draftWithoutUsage
        ) {
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .processing))
            $0.answer(.zero)
            $0.addBusyNeighbour()
        },
        JudgementCase(
            "processing, but rows stand twice in the source", .processing, .hold, .usageTwice
        ) {
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .processing))
            $0.usage.cells[ObservedWorld.cell]?.defect = UsageDefect(
                reason: .usageTwice, message: "twice")
        },
        JudgementCase("processing for over six hours", .stuck, .hold, .stuck) {
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .processing, uploaded: "2026-11-04T23:59:59Z"))
        },
        JudgementCase("processing for six hours", .processing, .converge, .processing, [.submit]) {
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .processing, uploaded: "2026-11-05T00:00:00Z"))
        },
        JudgementCase("ready with today's content", .ready, .converge, .readyToSubmit, [.submit]) {
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .ready))
        },
        JudgementCase("ready, manual", .ready, .hold, .readyManual) {
            $0.policy.submit = .manual
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .ready))
        },
        JudgementCase("ready, manual, approved", .ready, .converge, .readyToSubmit, [.submit]) {
            $0.policy.submit = .manual
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .ready))
            $0.approve(file: "UF-1")
        },
        JudgementCase(
            "ready with other content", .ready, .converge, .readyStale, [.upload, .submit]
        ) {
            $0.deliver(["1"])
            $0.add(uploaded: .ours("UF-1", .ready))
            $0.deliver(["2"])
        },
        JudgementCase(
            "ready after an upload that nobody answered", .ready, .converge, .readyStale,
            [.upload, .submit]
        ) {
            let file = UsageFile.ours("UF-1", .ready)
            $0.deliver()
            $0.files = [file]
            $0.remember(file, upload: $0.upload(to: file, answered: false))
        },
        JudgementCase(
            "ready after somebody else's upload", .ready, .converge, .readyStale,
            [.upload, .submit]
        ) {
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .ready))
            $0.files[0].events.uploaded?.at = instant("2026-11-05T03:00:00Z")
        },
        JudgementCase("ready with fewer records than sent", .ready, .hold, .countsDiffer) {
            $0.deliver()
            $0.add(uploaded: UsageFile.ours("UF-1", .ready).with { $0.stats.validated = 1 })
        },
        JudgementCase(
            "ready with fewer records than sent, and a person asks for it again", .ready,
            .converge, .resend, [.upload, .submit]
        ) {
            $0.deliver()
            $0.add(uploaded: UsageFile.ours("UF-1", .ready).with { $0.stats.validated = 1 })
            $0.knowledge.resends[ObservedWorld.cell] = instant("2026-11-05T05:30:00Z")
        },
        JudgementCase("ready, but the source cannot say", .ready, .wait, .usageUnknown) {
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .ready))
            $0.answer(.unknown("gone"))
        },
        JudgementCase("invalid by our own upload", .invalid, .hold, .invalidRows) {
            $0.deliver()
            $0.add(uploaded: UsageFile.ours("UF-1", .invalid).with { $0.errorDetail = "row 2" })
        },
        JudgementCase("invalid, resend, same rows", .invalid, .hold, .invalidRows) {
            $0.policy.onInvalid = .resend
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .invalid))
        },
        JudgementCase(
            "invalid, resend, other rows", .invalid, .converge, .resend, [.upload, .submit]
        ) {
            $0.policy.onInvalid = .resend
            $0.deliver(["1"])
            $0.add(uploaded: .ours("UF-1", .invalid))
            $0.deliver(["2"])
        },
        JudgementCase(
            "invalid, and a person asks for it again", .invalid, .converge, .resend,
            [.upload, .submit]
        ) {
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .invalid))
            $0.knowledge.resends[ObservedWorld.cell] = instant("2026-11-05T05:30:00Z")
        },
        JudgementCase(
            "invalid by an upload without an answer", .invalid, .converge, .invalidUnanswered,
            [.upload, .submit]
        ) {
            let file = UsageFile.ours("UF-1", .invalid)
            $0.deliver()
            $0.files = [file]
            $0.remember(file, upload: $0.upload(to: file, answered: false))
        },
        JudgementCase("rejected by the provider", .rejected, .hold, .rejected) {
            $0.deliver()
            $0.add(uploaded: UsageFile.ours("UF-1", .rejected).with { $0.rejectionNote = "price" })
        },
        JudgementCase("rejected, resend, same rows", .rejected, .hold, .rejected) {
            $0.policy.onRejected = .resend
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .rejected))
        },
        JudgementCase(
            "rejected, resend, other rows", .rejected, .converge, .resend, [.upload, .submit]
        ) {
            $0.policy.onRejected = .resend
            $0.deliver(["1"])
            $0.add(uploaded: .ours("UF-1", .rejected))
            $0.deliver(["2"])
        },
        JudgementCase(
            "rejected, and an earlier refusal was to be sent again", .rejected, .hold, .rejected
        ) {
            askToResend(&$0, rejectedAt: "2026-11-05T05:40:00Z")
        },
        JudgementCase(
            "rejected, and asked for again by a clock that is behind", .rejected, .converge,
            .resend, [.upload, .submit]
        ) {
            askToResend(&$0, rejectedAt: "2026-11-05T05:34:00Z")
        },
        JudgementCase(
            "rejected, and a person asks for it again", .rejected, .converge, .resend,
            [.upload, .submit]
        ) {
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .rejected))
            $0.knowledge.resends[ObservedWorld.cell] = instant("2026-11-05T05:30:00Z")
        },
    ]

    /// A person asked at half past five to send a file again that was rejected at some time.
    private static func askToResend(_ world: inout ObservedWorld, rejectedAt time: String) {
        world.deliver()
        world.add(
            uploaded: UsageFile.ours("UF-1", .rejected).with {
                $0.events.rejected = UsageFileEvent(at: instant(time))
            })
        world.knowledge.resends[ObservedWorld.cell] = instant("2026-11-05T05:30:00Z")
    }

    @Test(arguments: oursToFinish)
    func `a file of ours goes on, or says why not`(example: JudgementCase) throws {
        try example.check()
    }

    /// A file that an installation under another name made.
    private static func ofStaging(_ file: UsageFile) -> UsageFile {
        file.with {
            let marker = Marker(identity: installation("staging"), cell: ObservedWorld.cell)
            $0.externalID = marker.externalID
        }
    }

    private static let others: [JudgementCase] = [
        JudgementCase("a foreign draft holds", .draft, .hold, .foreignDraft) {
            $0.files = [.foreign("UF-1", .draft)]
        },
        JudgementCase("a foreign ready file holds", .ready, .hold, .foreignDraft) {
            $0.files = [.foreign("UF-1", .ready)]
        },
        JudgementCase("a foreign invalid file holds", .invalid, .hold, .foreignDraft) {
            $0.files = [.foreign("UF-1", .invalid)]
        },
        JudgementCase("a foreign file in processing waits", .processing, .wait, .foreignProcessing)
        {
            $0.files = [.foreign("UF-1", .processing)]
        },
        JudgementCase(
            "a foreign draft that the policy ignores", .missing, .converge, .noFile,
            [.create, .upload, .submit]
        ) {
            $0.policy.foreignDrafts = .ignore
            $0.files = [.foreign("UF-1", .draft)]
            $0.deliver()
        },
        JudgementCase(
            "a foreign draft of long ago", .missing, .converge, .noFile,
            [.create, .upload, .submit]
        ) {
            $0.files = [.foreign("UF-1", .draft, created: "2026-10-06T05:59:59Z")]
            $0.deliver()
        },
        JudgementCase(
            "a foreign draft of thirty days ago still holds", .draft, .hold, .foreignDraft
        ) {
            $0.files = [.foreign("UF-1", .draft, created: "2026-10-06T06:00:00Z")]
            $0.deliver()
        },
        JudgementCase("a foreign file in processing for over six hours", .stuck, .hold, .stuck) {
            $0.files = [.foreign("UF-1", .processing, uploaded: "2026-11-04T23:59:59Z")]
        },
        JudgementCase(
            "another installation's draft, whatever the policy ignores", .draft, .hold,
            .foreignDraft
        ) {
            $0.policy.foreignDrafts = .ignore
            $0.files = [ofStaging(.foreign("UF-1", .draft))]
            $0.deliver()
        },
        JudgementCase(
            "another installation's ready file of long ago", .ready, .hold, .foreignDraft
        ) {
            $0.files = [ofStaging(.foreign("UF-1", .ready, created: "2026-09-06T05:00:00Z"))]
            $0.deliver()
        },
        JudgementCase(
            "a foreign file that was refused and uploaded again, whatever the policy ignores",
            .ready, .hold, .foreignDraft
        ) {
            $0.policy.foreignDrafts = .ignore
            $0.files = [.foreign("UF-1", .rejected).with { $0.status = .ready }]
            $0.deliver()
        },
        JudgementCase(
            "a foreign draft beside ours is not adopted", .draft, .hold, .foreignDraft
        ) {
            $0.policy.foreignDrafts = .adopt
            $0.deliver()
            $0.add(uploaded: .ours("UF-1", .invalid))
            $0.files.append(.foreign("UF-2", .draft))
        },
        JudgementCase("a rejected foreign file", .rejected, .hold, .foreignRejected) {
            $0.files = [.foreign("UF-1", .rejected)]
        },
        JudgementCase(
            "a rejected foreign file, and a person asks to report beside it", .missing, .converge,
            .noFile, [.create, .upload, .submit]
        ) {
            $0.files = [.foreign("UF-1", .rejected)]
            $0.deliver()
            $0.knowledge.resends[ObservedWorld.cell] = instant("2026-11-05T05:30:00Z")
        },
        JudgementCase(
            "of two foreign drafts none is adopted", .draft, .hold, .foreignDraft
        ) {
            $0.policy.foreignDrafts = .adopt
            $0.files = [.foreign("UF-1", .draft), .foreign("UF-2", .draft)]
            $0.deliver()
        },
        JudgementCase("another ledger's file that changed just now", .draft, .wait, .takeover) {
            $0.files = [.ours("UF-1", .draft, created: "2026-11-05T05:50:01Z")]
            $0.deliver()
        },
        JudgementCase(
            "another ledger's draft that was quiet for ten minutes", .draft, .converge,
            .draftResume, [.upload, .submit]
        ) {
            $0.files = [.ours("UF-1", .draft, created: "2026-11-05T05:50:00Z")]
            $0.deliver()
        },
        JudgementCase(
            "another ledger's ready file is uploaded again", .ready, .converge, .readyStale,
            [.upload, .submit]
        ) {
            $0.files = [.ours("UF-1", .ready)]
            $0.deliver()
        },
        JudgementCase(
            "another ledger's file in processing is uploaded again", .processing, .converge,
            .processing, [.upload, .submit]
        ) {
            $0.files = [.ours("UF-1", .processing, uploaded: "2026-11-05T05:00:00Z")]
            $0.deliver()
        },
    ]

    @Test(arguments: others)
    func `files of others are respected`(example: JudgementCase) throws {
        try example.check()
    }
}
