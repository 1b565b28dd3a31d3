import Foundation

/// Work that blocks, away from the threads on which Swift's tasks run: a few of them that wait for
/// a program or a database would make everything else wait too.
package enum OwnThread {
    /// Runs `body` on a thread of its own and waits for it without blocking.
    package static func run<Value: Sendable>(
        named name: String, _ body: @escaping @Sendable () -> Value
    ) async -> Value {
        await withCheckedContinuation { continuation in
            let thread = Thread { continuation.resume(returning: body()) }
            thread.name = name
            thread.start()
        }
    }
}
