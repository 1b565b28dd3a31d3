import Ledger
import TestSupport
import Testing
import UsageModel

/// Random histories: whatever is recorded in whatever order, the tables are what the entries give.
struct LedgerProjectionTests {
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `the projection equals its rebuild`(_ seed: UInt64) async throws {
        try await withLedger { ledger, path in
            var history = RandomHistory(seed: seed)
            for _ in 0..<120 { try await history.recordNext(in: ledger) }
            #expect(try await ledger.verify().problems == [])
            let before = try await ledger.knowledge()
            #expect(before != LedgerKnowledge())
            try await ledger.rebuildProjection()
            #expect(try await ledger.knowledge() == before)
            try await ledger.close()
            #expect(try await openLedger(path, mode: .readOnly).knowledge() == before)
        }
    }

    @Test func `the knowledge of many thousand writes is whole`() async throws {
        try await withLedger { ledger, _ in
            for number in 0..<2000 {
                let cell = Sample.cell(number)
                let file = UsageFileID("UF-\(number)")
                let create = try await ledger.record(intent: Sample.intent(.create, cell: cell))
                try await ledger.record(
                    outcome: WriteOutcome(result: .answered, file: file, at: Sample.at(1)),
                    of: create)
                let upload = Sample.intent(.upload, cell: cell, file: file)
                _ = try await ledger.record(intent: upload)
                _ = try await ledger.record(intent: Sample.intent(.submit, cell: cell, file: file))
            }
            let knowledge = try await ledger.knowledge()
            #expect(knowledge.cells.count == 2000)
            let whole = FileHistory(
                createdHere: true,
                upload: UploadHistory(sent: Sample.sent(), at: Sample.at(0), answered: false),
                submitTried: true)
            #expect(knowledge.cells.values.allSatisfy { $0.files.values.elementsEqual([whole]) })
        }
    }
}

/// Records random entries; those that the ledger refuses as contradictions are part of the game.
struct RandomHistory {
    private var random: SeededGenerator
    private var intents: [IntentID] = []
    private var clock: Int64 = 0

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func recordNext(in ledger: Ledger) async throws {
        clock += 1
        do {
            try await record(Int.random(in: 0..<12, using: &random), in: ledger)
        } catch LedgerError.contradiction {}
    }

    private mutating func record(_ choice: Int, in ledger: Ledger) async throws {
        let cell = Sample.cell(Int.random(in: 0..<5, using: &random))
        let file = UsageFileID("UF-\(Int.random(in: 0..<8, using: &random))")
        let now = Sample.at(clock)
        switch choice {
        case 0...3: try await recordIntent(cell, file, in: ledger)
        case 4...6: try await recordOutcome(file, in: ledger)
        case 7:
            let files = Set(
                (0..<8).filter { _ in Bool.random(using: &random) }
                    .map { UsageFileID("UF-\($0)") })
            try await ledger.record(
                observation: ObservationEntry(
                    at: now, contracts: Int(clock), files: files, explained: [file]))
        case 8: try await ledger.record(resolution: file, of: cell, at: now)
        case 9:
            try await ledger.recordUploadSeen(file: file, of: cell, uploadedAt: now, at: now)
        case 10: try await recordAct(cell, file, now, in: ledger)
        default:
            try await ledger.record(
                report: Sample.report(Int(clock), cells: [Sample.cellReport(Int(clock))]))
        }
    }

    private mutating func recordIntent(
        _ cell: Cell, _ file: UsageFileID, in ledger: Ledger
    ) async throws {
        let step = Step.allCases.randomElement(using: &random) ?? .create
        let sent = step == .upload ? Sample.sent("sha256:\(clock)") : nil
        intents.append(
            try await ledger.record(
                intent: Sample.intent(
                    step, cell: cell, file: step == .create ? nil : file, at: clock, sent: sent)))
    }

    private mutating func recordOutcome(_ file: UsageFileID, in ledger: Ledger) async throws {
        guard let intent = intents.randomElement(using: &random) else { return }
        let results: [WriteOutcome.Result] = [.answered, .refused, .notSent, .unknown]
        try await ledger.record(
            outcome: WriteOutcome(
                result: results.randomElement(using: &random) ?? .unknown, file: file,
                uploadedAt: Bool.random(using: &random) ? Sample.at(clock) : nil,
                message: "503", at: Sample.at(clock)), of: intent)
    }

    private mutating func recordAct(
        _ cell: Cell, _ file: UsageFileID, _ now: Timestamp, in ledger: Ledger
    ) async throws {
        switch Int.random(in: 0..<8, using: &random) {
        case 0, 1:
            try await ledger.record(approvals: [
                Approval(cell: cell, digest: "sha256:\(clock)", by: "ann", at: now)
            ])
        case 2:
            try await ledger.record(
                acknowledgement: Acknowledgement(
                    subject: file.text, reason: "known", by: "ann", at: now, until: now))
        case 3:
            try await ledger.record(
                assignment: Assignment(file: file, cell: cell, by: "ann", at: now))
        case 4: try await ledger.record(resend: ResendRequest(cell: cell, by: "ann", at: now))
        case 5:
            try await ledger.record(
                baseline: Baseline(
                    binding: try Sample.binding(), contracts: 1, gone: [file], by: "ann", at: now))
        default:
            let targets: [Revocation.Target] = [
                .approvals(cell), .acknowledgement(subject: file.text), .assignment(file),
                .resend(cell),
            ]
            let target = targets.randomElement(using: &random) ?? .approvals(cell)
            try await ledger.record(revocation: Revocation(target: target, by: "ann", at: now))
        }
    }
}
