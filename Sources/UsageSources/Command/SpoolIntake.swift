import Synchronization

/// Takes a program's output into the spool while the program runs, on whatever thread.
///
/// The lock is the library's own since only that holds what cannot be copied.
final class SpoolIntake: Sendable {
    private struct State: ~Copyable {
        var writer: SpoolWriter
        var lines = LineCount()
        var failure: FetchFailure?
    }

    private let state: Mutex<State>

    init(_ writer: consuming SpoolWriter) {
        state = Mutex(State(writer: writer))
    }

    /// False once no more can be taken.
    func take(_ bytes: ArraySlice<UInt8>) -> Bool {
        state.withLock { state in
            do throws(FetchFailure) {
                try state.writer.write(bytes)
                state.lines.take(bytes)
                return true
            } catch {
                state.failure = error
                return false
            }
        }
    }

    /// Why no more could be taken, nil where all was.
    var failure: FetchFailure? { state.withLock { $0.failure } }

    /// Writes what is left and tells what came.
    func finish() throws(FetchFailure) -> LineCount {
        try state.withLock { state throws(FetchFailure) in
            try state.writer.finish()
            return state.lines
        }
    }
}
