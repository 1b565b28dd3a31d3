import ConnectSimulator
import NIOConcurrencyHelpers
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// A run that is told to stop finishes the step in hand; the next one goes on from there.
struct StopTests {
    @Test func `a stop at any request leaves nothing twice and nothing undone`() async throws {
        var step = 0
        var wasReached = true
        while wasReached {
            wasReached = try await stopped(at: step)
            step += 1
        }
        #expect(step > 20)
    }

    /// Whether the run got as far as the step.
    private func stopped(at step: Int) async throws -> Bool {
        let isReached = NIOLockedValueBox(false)
        let isStopped = NIOLockedValueBox(false)
        try await ReconcilerHarness.with { harness in
            let (steps, arrived) = AsyncStream.makeStream(of: Void.self)
            var controller = harness
            controller.beside = { number in
                guard number == step else { return }
                isReached.withLockedValue { $0 = true }
                arrived.finish()
                // A write does not hear of the stop: it is answered all the same.
                while !isStopped.withLockedValue(\.self) { await Task.yield() }
            }
            let first = controller
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    // A stop before the plan is made ends the whole cycle with an error.
                    _ = try? await first.reconcile()
                    arrived.finish()
                }
                for await _ in steps {}
                group.cancelAll()
                isStopped.withLockedValue { $0 = true }
            }
            try await harness.reconcile()
            harness.expectExactlyOneSubmittedFile(in: [harness.cell], "stopped at step \(step)")
            let creates = harness.writes.filter { $0.path == "/usage/files" }
            #expect(creates.count == 1, "stopped at step \(step)")
        }
        return isReached.withLockedValue(\.self)
    }
}
