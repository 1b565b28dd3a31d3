import ConnectSimulator
import Foundation
import Testing
import UsageModel

extension CommandBench {
    /// Runs `usagectl run` for the time of `body`, which may end it; afterwards it is stopped.
    ///
    /// - Parameter meet: what happens before each request is answered.
    /// - Returns: how it ended.
    @discardableResult
    func running(
        arguments: [String] = [], meet: (@Sendable (PlatformRequest) async -> Void)? = nil,
        _ body: (RunningCommand) async throws -> Void
    ) async throws -> CommandRun {
        await host.beforeEach(meet)
        let command = try await RunningCommand.start(
            ["run", "--as-of", Self.now.description] + arguments, in: folder)
        do {
            try await body(command)
        } catch {
            command.send(SIGKILL)
            throw error
        }
        command.send(SIGTERM)
        let end = try await command.end()
        await host.beforeEach(nil)
        return end
    }

    /// The requests as they come, until nobody listens any more.
    static func requests() -> (
        stream: AsyncStream<String>, meet: @Sendable (PlatformRequest) async -> Void
    ) {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        return (stream, { continuation.yield("\($0.method) \($0.path)") })
    }
}

extension AsyncStream<String> {
    /// Waits until an element has come so many times.
    func wait(for element: String, times: Int = 1) async throws {
        var seen = 0
        for await next in self where next == element {
            seen += 1
            if seen == times { return }
        }
        Issue.record("'\(element)' came \(seen) times, expected \(times)")
    }
}
