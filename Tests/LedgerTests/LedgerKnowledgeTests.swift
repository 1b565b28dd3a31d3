import Ledger
import Testing
import UsageModel

struct LedgerKnowledgeTests {
    @Test func `every kind of entry comes back as knowledge, also after a restart`() async throws {
        try await withLedger { ledger, path in
            try await recordEveryKind(in: ledger)
            let before = try await ledger.knowledge()
            #expect(before == Self.expected)
            try await ledger.close()
            let again = try openLedger(path, mode: .readOnly)
            #expect(try await again.knowledge() == before)
            #expect(try await again.verify().problems == [])
        }
    }

    private static var expected: LedgerKnowledge {
        var expected = knowledge
        (expected.lastAct, expected.lastBaseline) = (20, 20)
        return expected
    }

    private static let knowledge = LedgerKnowledge(
        isFresh: false, contracts: 2,
        cells: [
            Sample.cell: CellHistory(files: [
                Sample.file: FileHistory(
                    createdHere: true,
                    upload: UploadHistory(
                        sent: Sample.sent(), at: Sample.at(3), answered: true,
                        uploadedAt: Sample.at(5)))
            ])
        ],
        files: ["UF-2", Sample.file], assignments: ["UF-2": Sample.cell],
        approvals: [
            Sample.cell: [
                Approval(
                    cell: Sample.cell, digest: "sha256:aa", by: "ann", at: Sample.at(8), note: "ok")
            ]
        ],
        acknowledgements: [
            "AS-1": Acknowledgement(
                subject: "AS-1", reason: "known", by: "ann", at: Sample.at(9), until: Sample.at(99))
        ],
        resends: [Sample.cell: Sample.at(11)])

    @Test func `every kind of entry is written by the sample of every kind`() async throws {
        try await withLedger { ledger, _ in
            try await recordEveryKind(in: ledger)
            var kinds = Set<EntryKind>()
            for subject in [
                Sample.cell.description, Sample.cell(7).description, "", "01J10001",
                "AS-1", "UF-2", "production", try await ledger.policiesInForce()?.digest ?? "",
            ] {
                kinds.formUnion(try await ledger.entries(about: subject).map(\.kind))
            }
            #expect(kinds == Set(EntryKind.allCases))
        }
    }

    @Test func `a ledger is fresh until a proven observation, whatever else it holds`() async throws
    {
        try await withLedger { ledger, _ in
            _ = try await ledger.record(intent: Sample.intent(.create))
            #expect(try await ledger.isFresh)
            try await ledger.record(
                baseline: Baseline(
                    binding: try Sample.binding(), contracts: 4, by: "ann", at: Sample.start))
            #expect(try await ledger.isFresh)
            #expect(try await ledger.knowledge().contracts == 4)
            try await ledger.record(
                observation: ObservationEntry(at: Sample.start, contracts: 0, files: []))
            #expect(try await !ledger.isFresh)
            #expect(try await ledger.knowledge().contracts == 0)
        }
    }

    @Test func `files stay known until they are explained away`() async throws {
        try await withLedger { ledger, _ in
            try await observe(["UF-1", "UF-2"], in: ledger)
            try await observe(["UF-3"], in: ledger)
            #expect(try await ledger.knowledge().files == ["UF-1", "UF-2", "UF-3"])
            try await observe(["UF-3"], explained: ["UF-1", "UF-3", "UF-9"], in: ledger)
            #expect(
                try await ledger.knowledge().files == ["UF-2", "UF-3"],
                "a file that is seen is not gone, whatever explains it")
        }
    }

    @Test func `a file that was seen submitted is never explained away`() async throws {
        try await withLedger { ledger, path in
            try await ledger.record(
                observation: ObservationEntry(
                    at: Sample.start, contracts: 1, files: ["UF-1", "UF-2"], submitted: ["UF-1"]))
            try await observe([], explained: ["UF-1", "UF-2"], in: ledger)
            let knowledge = try await ledger.knowledge()
            #expect(knowledge.files == ["UF-1"])
            #expect(knowledge.submittedFiles == ["UF-1"])
            #expect(try await ledger.verify().problems == [])
            try await ledger.close()
            let again = try openLedger(path, mode: .readOnly)
            #expect(try await again.knowledge().submittedFiles == ["UF-1"])
        }
    }

    @Test func `a revocation takes back what it names and nothing else`() async throws {
        try await withLedger { ledger, _ in
            try await recordEveryKind(in: ledger)
            let approval = Approval(
                cell: Sample.cell(2), digest: "sha256:bb", by: "bob", at: Sample.start)
            try await ledger.record(approvals: [approval])
            for target: Revocation.Target in [
                .approvals(Sample.cell), .acknowledgement(subject: "AS-1"), .assignment("UF-2"),
                .resend(Sample.cell),
            ] {
                try await ledger.record(
                    revocation: Revocation(target: target, by: "ann", at: Sample.start))
            }
            let knowledge = try await ledger.knowledge()
            #expect(knowledge.approvals == [Sample.cell(2): [approval]])
            #expect(knowledge.acknowledgements.isEmpty)
            #expect(knowledge.assignments.isEmpty)
            #expect(knowledge.resends.isEmpty)
        }
    }

    @Test(arguments: [
        (WriteOutcome.Result.answered, true), (.unknown, false), (.notSent, false),
        (.refused, false),
    ])
    func `a wish to send again is spent by the upload that obeys it, whatever the clocks say`(
        _ result: WriteOutcome.Result, isSpent: Bool
    ) async throws {
        try await withLedger { ledger, _ in
            let before = try await ledger.record(
                intent: Sample.intent(.upload, file: Sample.file, at: 1))
            // Asked by a machine whose clock is ahead, while an upload is under way.
            try await ledger.record(
                resend: ResendRequest(cell: Sample.cell, by: "ann", at: Sample.at(900)))
            try await ledger.record(
                resend: ResendRequest(cell: Sample.cell(2), by: "ann", at: Sample.at(900)))
            try await ledger.record(
                outcome: WriteOutcome(result: .answered, file: Sample.file, at: Sample.at(2)),
                of: before)
            let both: Set = [Sample.cell, Sample.cell(2)]
            #expect(Set(try await ledger.knowledge().resends.keys) == both)
            let upload = try await ledger.record(
                intent: Sample.intent(.upload, file: Sample.file, at: 3))
            #expect(Set(try await ledger.knowledge().resends.keys) == both)
            try await ledger.record(
                outcome: WriteOutcome(result: result, file: Sample.file, at: Sample.at(4)),
                of: upload)
            let left = Set(try await ledger.knowledge().resends.keys)
            #expect(left == (isSpent ? [Sample.cell(2)] : both))
        }
    }

    @Test func `an observation of before does not bring back what a person called gone`()
        async throws
    {
        try await withLedger { ledger, _ in
            try await observe(["UF-1", "UF-2"], in: ledger)
            let known = try await ledger.knowledge().lastAct
            try await ledger.record(
                baseline: Baseline(
                    binding: try Sample.binding(), contracts: 1, gone: ["UF-1"], by: "ann",
                    at: Sample.start))
            let entry = ObservationEntry(at: Sample.start, contracts: 1, files: ["UF-1", "UF-2"])
            try await ledger.record(observation: entry, knowing: known)
            #expect(try await ledger.knowledge().files == ["UF-2"])
            let now = try await ledger.knowledge().lastAct
            try await ledger.record(observation: entry, knowing: now)
            #expect(try await ledger.knowledge().files == ["UF-1", "UF-2"])
        }
    }

    private func observe(
        _ files: Set<UsageFileID>, explained: Set<UsageFileID> = [], in ledger: Ledger
    ) async throws {
        try await ledger.record(
            observation: ObservationEntry(
                at: Sample.start, contracts: 1, files: files, explained: explained))
    }
}
