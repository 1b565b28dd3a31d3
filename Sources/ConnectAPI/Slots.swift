import NIOConcurrencyHelpers

/// The limit on requests under way; who comes first goes first.
final class Slots: Sendable {
    private struct Waiter {
        var number: Int
        var continuation: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var free: Int
        var waiters: [Waiter] = []
        var nextNumber = 0
        /// Waiters that were cancelled before they got into the queue.
        var cancelled: Set<Int> = []
    }

    private let state: NIOLockedValueBox<State>

    init(_ count: Int) {
        state = NIOLockedValueBox(State(free: count))
    }

    /// Waits for a slot.
    /// - Returns: false where the task was cancelled; then there is no slot to release.
    func take() async -> Bool {
        let number = state.withLockedValue { state in
            state.nextNumber += 1
            return state.nextNumber
        }
        // A cancellation that comes just after the grant leaves its number behind.
        defer { state.withLockedValue { _ = $0.cancelled.remove(number) } }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let granted: Bool? = state.withLockedValue { state in
                    if state.cancelled.remove(number) != nil { return false }
                    if state.free > 0 {
                        state.free -= 1
                        return true
                    }
                    state.waiters.append(Waiter(number: number, continuation: continuation))
                    return nil
                }
                if let granted { continuation.resume(returning: granted) }
            }
        } onCancel: {
            cancel(number)
        }
    }

    /// Hands the slot to the longest waiting.
    func release() {
        let next = state.withLockedValue { state -> Waiter? in
            if state.waiters.isEmpty {
                state.free += 1
                return nil
            }
            return state.waiters.removeFirst()
        }
        next?.continuation.resume(returning: true)
    }

    private func cancel(_ number: Int) {
        let waiter = state.withLockedValue { state -> Waiter? in
            guard let index = state.waiters.firstIndex(where: { $0.number == number }) else {
                state.cancelled.insert(number)
                return nil
            }
            return state.waiters.remove(at: index)
        }
        waiter?.continuation.resume(returning: false)
    }
}
