import ConnectAPI
import Controller
import Foundation
import Logging
import NIOConcurrencyHelpers
import TestSupport
import Testing
import UsageModel

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Commands that are told: real programs.
@Suite(.timeLimit(.minutes(5)))
struct NotificationCommandTests {
    private typealias Reports = NotificationReports

    /// A clock on which no time passes: nobody's time is ever over.
    private struct StandingClock: ConnectClock {
        var uptime: Duration { .zero }
        var now: Timestamp { Reports.time }

        func sleep(for duration: Duration) async throws {
            let never = AsyncStream<Void> { _ in }
            for await _ in never {}
            try Task.checkCancellation()
        }
    }

    /// A clock on which time is over as soon as somebody has written into a named pipe.
    private final class PipeClock: ConnectClock {
        private let path: String
        private let handle = NIOLockedValueBox<FileHandle?>(nil)

        init(path: String) {
            self.path = path
        }

        var uptime: Duration { .zero }
        var now: Timestamp { Reports.time }

        func sleep(for duration: Duration) async throws {
            let file = try FileHandle(forReadingFrom: URL(filePath: path))
            _ = try file.read(upToCount: 1)
            handle.withLockedValue { $0 = file }
        }

        /// Returns when nobody has the pipe open for writing any more.
        func waitForWritersToEnd() throws {
            _ = try handle.withLockedValue(\.self)?.readToEnd()
        }
    }

    private func deliver(
        _ script: String, _ arguments: [String] = [], in folder: String,
        clock: any ConnectClock = StandingClock()
    ) async throws -> NotificationDelivery {
        let program = "\(folder)/program"
        try "#!/bin/sh\n\(script)\n".write(toFile: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
        let target = NotificationTarget(
            .command([program] + arguments, timeout: .seconds(30)))
        var state = NotificationState()
        let notification = try #require(
            state.notifications(of: Reports.report("R1", [Reports.held(1)])).first)
        let log = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
        return await target.makeSender(clock: clock, log: log).deliver(
            try NotificationEvent(notification, identity: try #require(Identity("tests"))))
    }

    @Test func `a command gets the event on its stdin and its arguments as they are`() async throws
    {
        try await withTemporaryFolder { folder in
            let result = try await deliver(
                "cat > \"$1\"; printf '%s' \"$2\" > \"$1.argument\"",
                ["\(folder)/event", "$(touch \(folder)/owned); *"], in: folder)
            #expect(result == .delivered)
            let event = try JSONSerialization.jsonObject(
                with: Data(contentsOf: URL(filePath: "\(folder)/event")))
            #expect((event as? [String: Any])?["type"] as? String == "dev.usagectl.cell.held.begun")
            let argument = try String(contentsOfFile: "\(folder)/event.argument", encoding: .utf8)
            #expect(argument == "$(touch \(folder)/owned); *")
            #expect(!FileManager.default.fileExists(atPath: "\(folder)/owned"))
        }
    }

    @Test func `a command that does not read its stdin has been told all the same`() async throws {
        try await withTemporaryFolder { folder in
            let result = try await deliver("exit 0", in: folder)
            #expect(result == .delivered)
        }
    }

    @Test func `another exit code than 0, a signal and a missing program are failures`()
        async throws
    {
        try await withTemporaryFolder { folder in
            #expect(
                try await deliver("echo no >&2; exit 7", in: folder)
                    == .failed("it ended with exit code 7"))
            let signalled = try await deliver("kill -KILL $$", in: folder)
            #expect(signalled == .failed("it was ended by a signal"))
            let target = NotificationTarget(.command(["\(folder)/nothing"], timeout: .seconds(1)))
            var state = NotificationState()
            let failure = state.notifications(ofFailure: "x", at: Reports.time)
            let event = try NotificationEvent(
                try #require(failure.first), identity: try #require(Identity("tests")))
            let log = Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() }
            let result = await target.makeSender(clock: StandingClock(), log: log).deliver(event)
            guard case .failed(let why) = result else {
                Issue.record("\(result)")
                return
            }
            #expect(why.contains("cannot be started"))
        }
    }

    @Test func `a command that hangs is killed with all that it started`() async throws {
        try await withTemporaryFolder { folder in
            let pipe = "\(folder)/pipe"
            #expect(unsafe mkfifo(pipe, 0o600) == 0)
            let clock = PipeClock(path: pipe)
            let result = try await deliver(
                "exec 3> \"$1\"; trap '' TERM; sleep 1000 & echo started >&3; wait", [pipe],
                in: folder, clock: clock)
            #expect(result == .failed("it did not end within 30.0 seconds and was killed"))
            // Its child has the pipe open too, so this returns only once both are dead.
            try clock.waitForWritersToEnd()
        }
    }
}
