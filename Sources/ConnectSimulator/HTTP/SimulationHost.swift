package import UsageModel

/// Owns a simulation that several connections use.
package actor SimulationHost {
    package private(set) var simulation: Simulation
    private let clock: @Sendable () -> Timestamp

    package init(_ simulation: Simulation, clock: @escaping @Sendable () -> Timestamp) {
        self.simulation = simulation
        self.clock = clock
    }

    package func exchange(_ request: PlatformRequest) -> Simulation.Exchange {
        simulation.exchange(request, at: clock())
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
