package import UsageModel

/// Owns a simulation that several connections use.
package actor SimulationHost {
    package private(set) var simulation: Simulation
    private let clock: @Sendable () -> Timestamp
    private var before: (@Sendable (PlatformRequest) async -> Void)?

    package init(_ simulation: Simulation, clock: @escaping @Sendable () -> Timestamp) {
        self.simulation = simulation
        self.clock = clock
    }

    /// Lets something happen before each request is answered, which waits for it: the seam at
    /// which a test meets a client in the midst of its work. Nil ends that.
    package func beforeEach(_ body: (@Sendable (PlatformRequest) async -> Void)?) {
        before = body
    }

    package func exchange(_ request: PlatformRequest) async -> Simulation.Exchange {
        await before?(request)
        return simulation.exchange(request, at: clock())
    }

    package func stored(_ request: PlatformRequest) -> PlatformResponse {
        simulation.stored(request, at: clock())
    }

    package func control(_ request: PlatformRequest) -> PlatformResponse {
        simulation.control(request, at: clock())
    }

    /// Changes the simulation from a test, between two requests.
    package func change<Value: Sendable>(
        _ body: @Sendable (inout Simulation) throws -> Value
    ) rethrows -> Value {
        try body(&simulation)
    }
}
