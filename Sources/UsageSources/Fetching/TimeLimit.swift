/// Gives work a time in which it has to end.
enum TimeLimit {
    private enum Step<Value: Sendable>: Sendable {
        case done(Result<Value, any Error>)
        case timeIsOver
        case stopped
    }

    /// What `work` answers; nil where the time was over first, in which case it was cancelled.
    static func run<Value: Sendable>(
        _ limit: Duration, sleep: @escaping @Sendable (Duration) async throws -> Void,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value? {
        try await withThrowingTaskGroup(of: Step<Value>.self) { group in
            group.addTask {
                do {
                    return .done(.success(try await work()))
                } catch {
                    return .done(.failure(error))
                }
            }
            group.addTask {
                do { try await sleep(limit) } catch { return .stopped }
                return .timeIsOver
            }
            defer { group.cancelAll() }
            for try await step in group {
                switch step {
                case .done(let result): return try result.get()
                case .timeIsOver: return nil
                case .stopped: continue
                }
            }
            throw CancellationError()
        }
    }
}
