import Foundation
import NIOConcurrencyHelpers

/// Kills processes at the requests that were drawn for them, whichever of them made those: to
/// another one it happens anywhere.
final class Executioner: Sendable {
    private let state = NIOLockedValueBox((requests: 0, victims: [(pid: Int32, after: Int)]()))

    /// - Parameter requests: counted from the beginning.
    func aim(at pid: Int32, after requests: Int) {
        state.withLockedValue { $0.victims.append((pid, requests)) }
    }

    func forget(_ pid: Int32) {
        state.withLockedValue { $0.victims.removeAll { $0.pid == pid } }
    }

    /// Called by the platform for each request, before it does anything.
    func meet() {
        state.withLockedValue { state in
            state.requests += 1
            let due = state.victims.filter { $0.after <= state.requests }
            state.victims.removeAll { $0.after <= state.requests }
            for victim in due { kill(victim.pid, SIGKILL) }
        }
    }
}
