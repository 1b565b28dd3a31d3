import TestSupport
import Testing

/// Simulated years by the built command.
struct SimulateCommandTests {
    @Test func `two processes tell the same life of a seed, byte for byte`() async throws {
        try await withTemporaryFolder { folder in
            let call = ["simulate", "--seed", "5", "--months", "5", "--runs", "2"]
            async let first = CommandRun.usagectl(call, in: folder)
            async let second = CommandRun.usagectl(call, in: folder)
            let runs = try await [first, second]
            #expect(runs[0].code == 0 && runs[1].code == 0)
            #expect(runs[0].output == runs[1].output)
            #expect(runs[0].output.contains("steps in 2 runs"))
        }
    }
}
