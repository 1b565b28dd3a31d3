import Reconciliation
import TestSupport
import Testing
import UsageModel

@Suite("The gate before a submit")
struct SubmitGateTests {
    private static let own = UsageFile.ours("UF-1", .ready, uploaded: "2026-11-05T05:01:00Z")

    private static func gate(
        disregarded: Set<UsageFileID> = [], submittedElsewhere: Set<UsageFileID> = []
    ) -> SubmitGate {
        SubmitGate(
            cell: ObservedWorld.cell, file: "UF-1", pin: instant("2026-11-05T05:01:00Z"), rows: 2,
            identity: ObservedWorld.identity, disregarded: disregarded,
            submittedElsewhere: submittedElsewhere)
    }

    @Test(arguments: [
        UsageFile.foreign("UF-2", .deleted),
        UsageFile.foreign("UF-2", .pending, in: ObservedWorld.cell("2026-09")),
        UsageFile.foreign("UF-2", .pending, in: ObservedWorld.cell("2026-10", contract: "CRD-2")),
        UsageFile.foreign("UF-2", .pending, in: ObservedWorld.cell("2026-10", product: "PRD-2")),
        UsageFile.ours("UF-2", .draft, in: ObservedWorld.cell("2026-11")),
    ])
    func `what is not in the cell leaves it open`(other: UsageFile) {
        #expect(Self.gate().verdict(on: [other, Self.own]) == .open)
    }

    @Test(
        arguments: UsageFileStatus.known.filter { $0 != .deleted && $0 != .rejected }
            + [.unknown("odd")])
    func `any other live file shuts it`(status: UsageFileStatus) {
        for other in [UsageFile.foreign("UF-2", status), .ours("UF-2", status)] {
            #expect(
                Self.gate().verdict(on: [Self.own, other])
                    == .shut("'UF-2' (\(status.word)) is in this cell too"))
        }
        let day = UsageFile.foreign("UF-2", status, period: span("2026-09-20", "2026-10-01"))
        #expect(Self.gate().verdict(on: [Self.own, day]) != .open)
    }

    @Test(arguments: UsageFileStatus.known + [.unknown("odd")])
    func `only ready is ready`(status: UsageFileStatus) {
        let verdict = Self.gate().verdict(on: [Self.own.with { $0.status = status }])
        switch status {
        case .ready: #expect(verdict == .open)
        case .uploading, .uploaded, .processing: #expect(verdict == .notYet)
        default: #expect(verdict == .shut("'UF-1' is \(status.word) and no longer ready"))
        }
    }

    @Test func `a file that does not say any more whose it is shuts it`() {
        let changes: [(inout UsageFile) -> Void] = [
            { $0.period = ObservedWorld.cell.month.previous.days }, { $0.period = nil },
            { $0.externalID = "mine" }, { $0.externalID = nil },
        ]
        for change in changes {
            var file = Self.own
            change(&file)
            #expect(
                Self.gate().verdict(on: [file])
                    == .shut("'UF-1' does not say any more that it is of this cell"))
        }
    }

    @Test func `a list without our file proves nothing`() {
        #expect(Self.gate().verdict(on: []) == .notYet)
    }

    @Test func `what was left out of account counts once it is submitted`() {
        let gate = Self.gate(disregarded: ["UF-2"])
        #expect(gate.verdict(on: [Self.own, .foreign("UF-2", .draft)]) == .open)
        #expect(gate.verdict(on: [Self.own, .foreign("UF-2", .rejected)]) == .open)
        #expect(gate.verdict(on: [Self.own, .foreign("UF-2", .pending)]) != .open)
        #expect(gate.verdict(on: [Self.own, .foreign("UF-2", .unknown("odd"))]) != .open)
        let elsewhere = UsageFile.foreign("UF-2", .accepted).with { $0.period = nil }
        #expect(gate.verdict(on: [Self.own, elsewhere]) != .open)
        let settled = Self.gate(disregarded: ["UF-2"], submittedElsewhere: ["UF-2"])
        #expect(settled.verdict(on: [Self.own, elsewhere]) == .open)
    }

    @Test func `what the provider refused counts once its maker sends it again`() {
        let gate = Self.gate()
        #expect(gate.verdict(on: [Self.own, .foreign("UF-2", .rejected)]) == .open)
        for status in [UsageFileStatus.processing, .ready, .pending] {
            #expect(gate.verdict(on: [Self.own, .foreign("UF-2", status)]) != .open)
        }
        #expect(gate.verdict(on: [Self.own, .ours("UF-2", .rejected)]) != .open)
    }

    @Test(arguments: [
        (nil, nil, true), (2, 2, true), (1, nil, false), (nil, 3, false), (2, 0, false),
    ])
    func `counts that the platform gives must be what was sent`(
        uploaded: Int?, validated: Int?, isOpen: Bool
    ) {
        let file = Self.own.with {
            $0.stats = UsageFileStats(uploaded: uploaded, validated: validated)
        }
        #expect((Self.gate().verdict(on: [file]) == .open) == isOpen)
    }
}
