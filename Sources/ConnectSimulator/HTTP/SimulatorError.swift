/// Why the simulator cannot serve.
package enum SimulatorError: Error, Hashable, Sendable, CustomStringConvertible {
    case notStarted

    package var description: String {
        "the simulator stopped before it served; is its port taken? choose another with '--port'"
    }
}
