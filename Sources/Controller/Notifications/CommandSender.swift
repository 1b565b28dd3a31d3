import ConnectAPI
import Foundation

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// Starts a program with the event on its stdin and waits for its end, at most for a time.
struct CommandSender: NotificationSender {
    /// The program and its arguments.
    let words: [String]
    let timeout: Duration
    let clock: any ConnectClock
    /// Told what the program wrote to its stderr, when it wrote anything.
    let complain: @Sendable (String) -> Void

    /// As much of stderr as is of use in a log.
    private static let mostComplaint = 2000

    func deliver(_ event: NotificationEvent) async -> NotificationDelivery {
        do {
            return try await deliver(event, with: Exchange())
        } catch {
            return .failed("'\(words.first ?? "")' cannot be started: \(error)")
        }
    }

    private func deliver(
        _ event: NotificationEvent, with exchange: Exchange
    ) async throws -> NotificationDelivery {
        defer { exchange.remove() }
        try exchange.fill(event.body)
        let process = Process()
        process.executableURL = URL(filePath: words.first ?? "")
        process.arguments = Array(words.dropFirst())
        process.standardInput = try FileHandle(forReadingFrom: exchange.input)
        process.standardOutput = FileHandle.nullDevice
        process.standardError = try FileHandle(forWritingTo: exchange.errors)
        let (ends, continuation) = AsyncStream.makeStream(of: Int32.self)
        process.terminationHandler = {
            continuation.yield($0.terminationReason == .exit ? $0.terminationStatus : -1)
            continuation.finish()
        }
        try process.run()
        let status = await end(of: process.processIdentifier, ends)
        let complaint = exchange.complaint(limit: Self.mostComplaint)
        if !complaint.isEmpty { complain(complaint) }
        switch status {
        case 0: return .delivered
        case nil: return .failed("it did not end within \(timeout) and was killed")
        case -1: return .failed("it was ended by a signal")
        case let code?: return .failed("it ended with exit code \(code)")
        }
    }

    /// The exit code, nil where the time was over first: then the program and all that it started
    /// are killed, and have ended when this returns.
    private func end(of process: pid_t, _ ends: AsyncStream<Int32>) async -> Int32? {
        await withTaskGroup(of: Int32?.self) { group in
            group.addTask { await ends.first { _ in true } }
            group.addTask { [clock, timeout] in
                try? await clock.sleep(for: timeout)
                return nil
            }
            if let status = await group.next() ?? nil {
                group.cancelAll()
                return status
            }
            Self.end(group: process)
            await group.waitForAll()
            return nil
        }
    }

    /// Kills the group that a program leads; where it leads none, killing its group would be
    /// killing ourselves, and it is killed alone.
    private static func end(group process: pid_t) {
        switch getpgid(process) {
        case process: kill(-process, SIGKILL)
        case -1: break
        default: kill(process, SIGKILL)
        }
    }
}

/// The files through which a program is spoken with: a pipe could be full, or closed early.
private struct Exchange {
    let folder: URL
    var input: URL { folder.appendingPathComponent("event.json") }
    var errors: URL { folder.appendingPathComponent("stderr") }

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("usagectl-notification-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700])
    }

    func fill(_ body: [UInt8]) throws {
        try Data(body).write(to: input)
        try Data().write(to: errors)
    }

    /// The beginning of what was written to stderr.
    func complaint(limit: Int) -> String {
        guard let file = try? FileHandle(forReadingFrom: errors),
            let bytes = try? file.read(upToCount: limit)
        else { return "" }
        return String(decoding: bytes, as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// What is left behind lies in the system's own temporary folder.
    func remove() {
        try? FileManager.default.removeItem(at: folder)
    }
}
