import ConnectSimulator
import NIOConcurrencyHelpers
import TestSupport
import Testing
import UsageModel

/// A process that runs for months must not grow.
@Suite(.timeLimit(.minutes(5)))
struct RunMemoryTests {
    private static let cycle = "GET /contracts"

    @Test func `memory is flat over two hundred cycles of a world that changes`() async throws {
        try await CommandBench.with(SimulatedAccount(contracts: 5, products: 2)) { bench in
            try bench.configure(more: "  loop: {interval: 10ms, jitter: 0%}")
            let (requests, meet) = CommandBench.requests()
            let cycles = NIOLockedValueBox(0)
            let kibibytes = NIOLockedValueBox<[Int]>([])
            try await bench.running(
                meet: { request in
                    await meet(request)
                    guard "\(request.method) \(request.path)" == Self.cycle else { return }
                    let number = cycles.withLockedValue { cycles in
                        cycles += 1
                        return cycles
                    }
                    await bench.answer(number)
                },
                { command in
                    for count in [60, 70, 70] {
                        try await requests.wait(for: Self.cycle, times: count)
                        kibibytes.withLockedValue { $0.append(command.residentMemory) }
                    }
                })
            let sizes = kibibytes.withLockedValue { $0 }
            try #require(sizes.allSatisfy { $0 > 0 }, "the system tells no sizes")
            // Caches fill in the first cycles; after them an eighth is room for the allocator only.
            #expect(sizes[2] <= sizes[0] + sizes[0] / 8, "\(sizes) KiB")
            #expect(await bench.statuses.allSatisfy { $0 == "closed" })
        }
    }
}

extension CommandBench {
    /// The provider accepts, and later closes, one file after the other.
    fileprivate func answer(_ cycle: Int) async {
        await host.change { simulation in
            let (status, action) =
                cycle.isMultiple(of: 2) ? ("accepted", "close") : ("pending", "accept")
            let files = simulation.platform.files.filter { $0.status.word == status }
            guard let file = files.first, cycle > 20 else { return }
            _ = simulation.control(
                PlatformRequest(method: "POST", path: "/\(action)/\(file.id)"), at: Self.now)
        }
    }
}
