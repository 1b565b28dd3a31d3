import ConnectAPI
import Controller
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// What one look serves, and what an upload's answer tells.
struct WaveTests {
    private static func cell(_ number: Int) -> Cell {
        ObservedWorld.cell(
            "2026-10", contract: ContractID("CRD-\(String(1000 + number).dropFirst())"))
    }

    private static func wishes(
        _ count: Int, _ look: CellMachine.Look
    ) -> [Cell: CellMachine.Look] {
        Dictionary(uniqueKeysWithValues: (0..<count).map { (cell($0), look) })
    }

    @Test func `a look that a few contracts want serves all cells`() {
        var wishes = Self.wishes(100, .beforeSubmit)
        wishes[Self.cell(500)] = .poll
        #expect(WaveLister.next(of: wishes) == wishes)
        let polls = Self.wishes(500, .poll)
        #expect(WaveLister.next(of: polls) == polls)
    }

    @Test func `at the gate no more contracts are asked for than can be named`() {
        var wishes = Self.wishes(250, .beforeSubmit)
        wishes[Self.cell(7)] = .afterSubmit
        wishes[Self.cell(500)] = .poll
        var turns = 0
        while wishes.values.contains(.beforeSubmit) {
            let next = WaveLister.next(of: wishes)
            #expect(Set(next.keys.map(\.contract)).count <= 100)
            #expect(!next.isEmpty && next.allSatisfy { wishes[$0.key] == $0.value })
            // What only waits for something to change is looked at when there is no such crowd.
            #expect((next[Self.cell(500)] == nil) == (turns < 2))
            for cell in next.keys { wishes[cell] = nil }
            turns += 1
        }
        #expect(turns == 3 && wishes.isEmpty)
    }

    private static func answer(_ uploaded: String?, date: String?) -> UploadAnswer {
        UploadAnswer(
            file: uploaded.map { .ours("UF-1", .processing, uploaded: $0) },
            date: date.map { instant($0) })
    }

    @Test(arguments: [
        (
            answer("2026-11-05T05:00:01.5Z", date: "2026-11-05T05:00:02Z"),
            UploadTime.named(instant("2026-11-05T05:00:01.5Z"))
        ),
        (
            answer("2026-11-05T04:54:00Z", date: "2026-11-05T05:00:02Z"),
            .notAfter(instant("2026-11-05T05:00:02Z"))
        ),
        (
            answer(nil, date: "2026-11-05T05:00:02Z"),
            .notAfter(instant("2026-11-05T05:00:02Z"))
        ),
        (
            answer("2026-11-05T04:54:00Z", date: nil),
            .named(instant("2026-11-05T04:54:00Z"))
        ), (answer(nil, date: nil), .unsaid),
    ])
    func `the time of the upload before is not that of this one`(
        answer: UploadAnswer, time: UploadTime
    ) {
        #expect(UploadTime(answer) == time)
    }
}
