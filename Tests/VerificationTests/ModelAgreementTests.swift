import Testing
import Verification

/// The exploration's model is worth as much as it resembles the platform: here it is held against
/// the simulator's own, which the client's tests speak to.
struct ModelAgreementTests {
    /// Scripts of one case, of eight.
    private static let scripts: UInt64 = 250

    @Test(arguments: 0..<8)
    func `after any script the model and the simulator show the same`(
        _ block: UInt64
    ) async throws {
        var seen: Set<String> = []
        for seed in (block * Self.scripts)..<((block + 1) * Self.scripts) {
            let script = AgreementScript(seed: seed)
            let played = try AgreementBench().play(script.steps)
            seen.formUnion(played.seen)
            if played.disagreement != nil {
                let shortest = try script.disagreement(AgreementBench())
                Issue.record("seed \(seed):\n\(shortest?.description ?? "")")
                return
            }
            await Task.yield()
        }
        #expect(Self.mustBeSeen.subtracting(seen).isEmpty)
    }

    /// A script that never gets there proves nothing of it.
    private static let mustBeSeen: Set<String> = [
        "draft", "in flight", "ready", "invalid", "pending", "accepted", "rejected", "closed",
        "deleted", "submit refused with 400", "submit refused with 404", "upload refused with 400",
        "delete refused with 400", "adopt refused with 400", "accept true", "accept false",
        "reject true", "close true", "submit true", "delete true", "delete false",
    ]

    @Test func `a platform with another rule is told apart by the shortest script`() throws {
        let bench = AgreementBench(simulatorTakes: .seconds(300))
        let found = (1...50).lazy.compactMap { seed in
            try? AgreementScript(seed: seed).disagreement(bench)
        }.first
        let steps = try #require(found).steps
        #expect(steps.count < 15)
        // Each of them is needed to get there.
        for index in steps.indices {
            var fewer = steps
            fewer.remove(at: index)
            #expect(try bench.disagreement(after: fewer) == nil)
        }
    }
}
