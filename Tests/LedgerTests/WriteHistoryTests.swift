import Ledger
import Testing
import UsageModel

struct WriteHistoryTests {
    struct CreateCase: CustomTestStringConvertible, Sendable {
        var reason: String
        var outcomes: [WriteOutcome.Result]
        var isOpen: Bool
        var isCreatedHere = false
        var testDescription: String { reason }
    }

    @Test(arguments: [
        CreateCase(reason: "no answer was written", outcomes: [], isOpen: true),
        CreateCase(reason: "the answer was lost", outcomes: [.unknown], isOpen: true),
        CreateCase(
            reason: "it was answered", outcomes: [.answered], isOpen: false, isCreatedHere: true),
        CreateCase(
            reason: "it was lost, then answered", outcomes: [.unknown, .answered], isOpen: false,
            isCreatedHere: true),
        CreateCase(reason: "it was refused", outcomes: [.refused], isOpen: false),
        CreateCase(
            reason: "it was lost, then refused", outcomes: [.unknown, .refused], isOpen: false),
        CreateCase(reason: "it was never sent", outcomes: [.notSent], isOpen: false),
    ])
    func `a create is open until its file is known or it was not done`(
        _ example: CreateCase
    ) async throws {
        try await withLedger { ledger, _ in
            let id = try await ledger.record(intent: Sample.intent(.create))
            for result in example.outcomes {
                let file = result == .answered ? Sample.file : nil
                try await ledger.record(
                    outcome: WriteOutcome(result: result, file: file, at: Sample.at(1)), of: id)
            }
            let history = try #require(try await ledger.knowledge().cells[Sample.cell])
            #expect(history.openCreates == (example.isOpen ? [Sample.at(0)] : []))
            #expect(
                history.files
                    == (example.isCreatedHere
                        ? [Sample.file: FileHistory(createdHere: true)] : [:]))
        }
    }

    @Test func `a resolution explains the oldest open create, and each create one file`()
        async throws
    {
        try await withLedger { ledger, _ in
            _ = try await ledger.record(intent: Sample.intent(.create, at: 1))
            _ = try await ledger.record(intent: Sample.intent(.create, at: 2))
            try await ledger.record(resolution: "UF-1", of: Sample.cell, at: Sample.at(3))
            try await ledger.record(resolution: "UF-1", of: Sample.cell, at: Sample.at(4))
            #expect(
                try await ledger.knowledge().cells[Sample.cell]
                    == CellHistory(
                        openCreates: [Sample.at(2)],
                        files: ["UF-1": FileHistory(createdHere: true)]))
            try await ledger.record(resolution: "UF-2", of: Sample.cell, at: Sample.at(5))
            await #expect(throws: LedgerError.self, "a third file is another ledger's") {
                try await ledger.record(resolution: "UF-3", of: Sample.cell, at: Sample.at(6))
            }
            let files = try await ledger.knowledge().cells[Sample.cell]?.files ?? [:]
            #expect(files.keys.sorted() == ["UF-1", "UF-2"])
        }
    }

    struct StepCase: CustomTestStringConvertible, Sendable {
        var step: Step
        var result: WriteOutcome.Result?
        var isTried: Bool
        var testDescription: String { "\(step) \(result?.rawValue ?? "without outcome")" }
    }

    @Test(arguments: [
        StepCase(step: .submit, result: nil, isTried: true),
        StepCase(step: .submit, result: .unknown, isTried: true),
        StepCase(step: .submit, result: .answered, isTried: true),
        StepCase(step: .submit, result: .refused, isTried: true),
        StepCase(step: .submit, result: .notSent, isTried: false),
        StepCase(step: .delete, result: nil, isTried: true),
        StepCase(step: .delete, result: .unknown, isTried: true),
        StepCase(step: .delete, result: .answered, isTried: true),
        StepCase(step: .delete, result: .refused, isTried: false),
        StepCase(step: .delete, result: .notSent, isTried: false),
        StepCase(step: .upload, result: nil, isTried: true),
        StepCase(step: .upload, result: .unknown, isTried: true),
        StepCase(step: .upload, result: .refused, isTried: false),
        StepCase(step: .upload, result: .notSent, isTried: false),
    ])
    func `a step counts as tried unless it was not done for sure`(
        _ example: StepCase
    ) async throws {
        try await withLedger { ledger, _ in
            let id = try await ledger.record(
                intent: Sample.intent(example.step, file: Sample.file))
            if let result = example.result {
                try await ledger.record(
                    outcome: WriteOutcome(result: result, at: Sample.at(1)), of: id)
            }
            let files = try await ledger.knowledge().cells[Sample.cell]?.files
            let file = files?[Sample.file] ?? FileHistory()
            #expect(file.submitTried == (example.step == .submit && example.isTried))
            #expect(file.deleteTried == (example.step == .delete && example.isTried))
            #expect((file.upload != nil) == (example.step == .upload && example.isTried))
            #expect(file.upload?.answered ?? false == false)
        }
    }

    @Test func `a refused upload leaves what an earlier one brought`() async throws {
        try await withLedger { ledger, _ in
            try await upload("sha256:01", .answered, uploadedAt: Sample.at(1), in: ledger)
            try await upload("sha256:02", .refused, in: ledger)
            let sent = try await ledger.sentUsage(for: Sample.cell)
            #expect(sent.map(\.sent.digest) == ["sha256:01"])
            let history = try await ledger.knowledge().cells[Sample.cell]?.files[Sample.file]
            #expect(history?.upload?.uploadedAt == Sample.at(1))
            #expect(history?.upload?.answered == true)
        }
    }

    @Test func `a later upload takes the earlier one's time away`() async throws {
        try await withLedger { ledger, _ in
            try await upload("sha256:01", .answered, uploadedAt: Sample.at(1), in: ledger)
            try await upload("sha256:02", .unknown, in: ledger)
            let upload = try await ledger.knowledge().cells[Sample.cell]?.files[Sample.file]?.upload
            #expect(upload?.sent.digest == "sha256:02")
            #expect(upload?.uploadedAt == nil)
            #expect(upload?.answered == false)
            await #expect(throws: LedgerError.self, "a time pins an answered upload only") {
                try await ledger.recordUploadSeen(
                    file: Sample.file, of: Sample.cell, uploadedAt: Sample.at(9), at: Sample.at(9))
            }
        }
    }

    @Test func `the medians come from submitted files of earlier months of the same pair`()
        async throws
    {
        try await withLedger { ledger, _ in
            for (month, submit) in [("2026-07", true), ("2026-08", false), ("2026-09", true)] {
                let cell = Sample.cell(1, month: month)
                let file = UsageFileID("UF-\(month)")
                for digest in ["old", month] {
                    try await upload(digest, .answered, to: file, of: cell, in: ledger)
                }
                guard submit else { continue }
                _ = try await ledger.record(intent: Sample.intent(.submit, cell: cell, file: file))
            }
            let found = try await ledger.submittedUsage(
                of: Sample.cell.pair, before: Sample.cell.month)
            #expect(found.map(\.sent.digest) == ["2026-07", "2026-09"])
            #expect(found.map(\.month.description) == ["2026-07", "2026-09"])
            let earlier = try await ledger.submittedUsage(
                of: Sample.cell.pair, before: Sample.cell.month.previous)
            #expect(earlier.map(\.file) == ["UF-2026-07"])
            #expect(
                try await ledger.submittedUsage(
                    of: Sample.cell(2).pair, before: Sample.cell.month) == [])
        }
    }

    @Test func `submits of a day are counted unless they were never sent`() async throws {
        try await withLedger { ledger, _ in
            for second in 0..<4 {
                let id = try await ledger.record(
                    intent: Sample.intent(.submit, file: Sample.file, at: Int64(second)))
                let result: WriteOutcome.Result = second == 3 ? .notSent : .refused
                try await ledger.record(
                    outcome: WriteOutcome(result: result, at: Sample.at(9)), of: id)
            }
            #expect(try await ledger.submits(since: Sample.at(0)) == 3)
            #expect(try await ledger.submits(since: Sample.at(1)) == 2)
            #expect(try await ledger.submits(since: Sample.at(3)) == 0)
        }
    }

    @Test func `what cannot follow from the entries before it is refused and leaves nothing`()
        async throws
    {
        try await withLedger { ledger, _ in
            let id = try await ledger.record(intent: Sample.intent(.submit, file: Sample.file))
            let done = WriteOutcome(result: .answered, file: Sample.file, at: Sample.at(1))
            try await ledger.record(outcome: done, of: id)
            let create = try await ledger.record(intent: Sample.intent(.create))
            let head = try await ledger.head
            let acts: [(String, () async throws -> Void)] = [
                ("a second outcome", { try await ledger.record(outcome: done, of: id) }),
                (
                    "no such intent",
                    {
                        try await ledger.record(outcome: done, of: IntentID(number: 99))
                    }
                ),
                (
                    "a create with a file",
                    {
                        _ = try await ledger.record(intent: Sample.intent(.create, file: "UF-1"))
                    }
                ),
                (
                    "a submit without a file",
                    {
                        _ = try await ledger.record(intent: Sample.intent(.submit))
                    }
                ),
                (
                    "a submit that sends usage",
                    {
                        _ = try await ledger.record(
                            intent: Sample.intent(.submit, file: "UF-1", sent: Sample.sent()))
                    }
                ),
                (
                    "an answered create without a file",
                    {
                        try await ledger.record(
                            outcome: WriteOutcome(result: .answered, at: Sample.at(1)), of: create)
                    }
                ),
            ]
            for (reason, act) in acts {
                await #expect(throws: LedgerError.self, "\(reason)") { try await act() }
            }
            #expect(try await ledger.head == head)
        }
    }

    private func upload(
        _ digest: String, _ result: WriteOutcome.Result, uploadedAt: Timestamp? = nil,
        to file: UsageFileID = Sample.file, of cell: Cell = Sample.cell, in ledger: Ledger
    ) async throws {
        let id = try await ledger.record(
            intent: Sample.intent(.upload, cell: cell, file: file, sent: Sample.sent(digest)))
        try await ledger.record(
            outcome: WriteOutcome(
                result: result, file: file, uploadedAt: uploadedAt, at: Sample.at(1)), of: id)
    }
}
