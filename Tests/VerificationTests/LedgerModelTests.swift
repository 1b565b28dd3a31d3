import Ledger
import TestSupport
import Testing
import UsageModel
import Verification

/// The ledger's model knows what the store on disk knows.
struct LedgerModelTests {
    private static let files: [UsageFileID] = ["UF-1", "UF-2", "UF-3"]
    private static let sent = SentUsage(digest: "sha256:rows", rows: 2)

    @Test(arguments: 1...20)
    func `after any history the model and the store know the same`(_ seed: UInt64) async throws {
        try await withTemporaryFolder { folder in
            var random = SeededGenerator(seed: seed)
            let ledger = try Ledger.open(
                path: "\(folder)/ledger.db",
                binding: LedgerBinding(
                    endpoint: "https://connect.example", keyID: "SU-1",
                    identity: ObservedWorld.identity), mode: .exclusive, at: ObservedWorld().now)
            var model = LedgerModel()
            for step in 0..<40 {
                try await Self.write(step, ledger, &model, &random)
                let known = try await ledger.knowledge()
                #expect(known.cells == model.knowledge.cells)
                #expect(known.files == model.knowledge.files)
                #expect(known.resends == model.knowledge.resends)
            }
            try await ledger.close()
        }
    }

    private static func write(
        _ step: Int, _ ledger: Ledger, _ model: inout LedgerModel,
        _ random: inout SeededGenerator
    ) async throws {
        let at = ObservedWorld().now.adding(.seconds(step * 60))
        let kind = Step.allCases.randomElement(using: &random) ?? .create
        let file = files.randomElement(using: &random) ?? "UF-1"
        let intent = WriteIntent(
            step: kind, cell: ObservedWorld.cell, file: kind == .create ? nil : file, at: at,
            sent: kind == .upload ? sent : nil)
        let number = model.begin(intent)
        let id = try await ledger.record(intent: intent)
        let results: [WriteOutcome.Result] = [.answered, .refused, .notSent, .unknown]
        if random.oneIn(3) {
            model.resend(ObservedWorld.cell, at: at)
            try await ledger.record(
                resend: ResendRequest(cell: ObservedWorld.cell, by: "ann", at: at))
        }
        guard !random.oneIn(5), let result = results.randomElement(using: &random) else { return }
        let made: UsageFileID? = result == .answered || kind != .create ? file : nil
        let outcome = WriteOutcome(
            result: result, file: made, uploadedAt: random.oneIn(2) ? at : nil, at: at)
        model.end(number, outcome)
        try await ledger.record(outcome: outcome, of: id)
        if kind == .create, result == .unknown, random.oneIn(2) {
            model.found(file, of: ObservedWorld.cell)
            try await ledger.record(resolution: file, of: ObservedWorld.cell, at: at)
        }
        if kind == .upload, result == .answered {
            model.pin(file, of: ObservedWorld.cell, uploadedAt: at)
            try await ledger.recordUploadSeen(
                file: file, of: ObservedWorld.cell, uploadedAt: at, at: at)
        }
    }
}
