import ConnectSimulator
import Foundation
import Ledger
import NIOConcurrencyHelpers
import TestSupport
import Testing
import UsageModel

/// Signals at every step of a cycle, and stops that do not wait.
@Suite(.timeLimit(.minutes(5)))
struct RunSignalTests {
    private static let patient = "  loop: {interval: 1h}"

    @Test(arguments: [SIGTERM, SIGINT, SIGKILL])
    func `a signal at any step leaves one file, made once, and a sound ledger`(
        _ signal: Int32
    ) async throws {
        var step = 0
        var wasReached = true
        while wasReached {
            wasReached = try await signalled(signal, at: step)
            step += 1
        }
        // 5 lists and 1 count, the lookup of the subscription, 3 writes and the lists between.
        #expect(step > 10)
    }

    /// Whether the run got as far as the step.
    private func signalled(_ signal: Int32, at step: Int) async throws -> Bool {
        let count = NIOLockedValueBox((requests: 0, isSubmitted: false))
        let process = NIOLockedValueBox<RunningCommand?>(nil)
        try await CommandBench.with { bench in
            try bench.configure(more: Self.patient)
            let (arrivals, continuation) = AsyncStream.makeStream(of: Void.self)
            let end = try await bench.running(
                meet: { request in
                    let (number, isLast) = count.withLockedValue { count in
                        defer {
                            count.requests += 1
                            if request.path.hasSuffix("/submit") { count.isSubmitted = true }
                        }
                        return (count.requests, count.isSubmitted)
                    }
                    if number == step || isLast { continuation.yield() }
                    guard number == step else { return }
                    // The first request may come before we know whom to signal.
                    while process.withLockedValue({ $0 == nil }) { await Task.yield() }
                    process.withLockedValue { $0 }?.send(signal)
                },
                { command in
                    process.withLockedValue { $0 = command }
                    for await _ in arrivals { break }
                    // A step beyond the cycle's last one is never reached.
                    if count.withLockedValue({ $0.requests <= step }) { command.send(signal) }
                    _ = try await command.end()
                })
            #expect(end.code == (signal == SIGKILL ? 9 : signal == SIGINT ? 130 : 143))
            #expect(try await bench.run("reconcile").code == 0, "at step \(step)")
            #expect(await bench.statuses == ["pending"], "at step \(step)")
            #expect(try await bench.isLedgerSound(), "at step \(step)")
        }
        return count.withLockedValue { $0.requests > step }
    }

    @Test func `a second SIGINT ends at once`() async throws {
        try await CommandBench.with { bench in
            try bench.configure(more: Self.patient)
            let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
            let (holds, release) = AsyncStream.makeStream(of: Void.self)
            let end = try await bench.running(
                meet: { request in
                    guard request.method == "POST" else { return }
                    arrived.yield()
                    for await _ in holds {}
                },
                { command in
                    for await _ in arrivals { break }
                    command.send(SIGINT)
                    #expect(await command.says("stopping"))
                    command.send(SIGINT)
                    let end = try await command.end()
                    #expect(end.code == 130)
                    release.finish()
                })
            #expect(!end.errors.contains("grace period"))
            #expect(try await bench.run("reconcile").code == 0)
            #expect(await bench.statuses.filter { $0 != "deleted" } == ["pending"])
        }
    }

    @Test func `a step that is not done within the grace period does not keep the process`()
        async throws
    {
        try await CommandBench.with { bench in
            try bench.configure(more: "  loop: {interval: 1h, grace: 10ms}")
            let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
            let (holds, release) = AsyncStream.makeStream(of: Void.self)
            try await bench.running(
                meet: { request in
                    guard request.path.hasSuffix("/upload") else { return }
                    arrived.yield()
                    for await _ in holds {}
                },
                { command in
                    for await _ in arrivals { break }
                    command.send(SIGTERM)
                    let end = try await command.end()
                    #expect(end.code == 143)
                    #expect(end.errors.contains("not finished within the grace period"))
                    release.finish()
                })
            #expect(try await bench.run("reconcile").code == 0)
            #expect(await bench.statuses == ["pending"])
        }
    }

    @Test func `a reconcile that is interrupted ends with the signal's code and its report`()
        async throws
    {
        try await CommandBench.with { bench in
            let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
            let command = NIOLockedValueBox<RunningCommand?>(nil)
            await bench.host.beforeEach { request in
                guard request.path.hasSuffix("/upload") else { return }
                command.withLockedValue { $0 }?.send(SIGTERM)
                arrived.yield()
            }
            let started = try await RunningCommand.start(
                ["reconcile", "--as-of", CommandBench.now.description], in: bench.folder)
            command.withLockedValue { $0 = started }
            for await _ in arrivals { break }
            let end = try await started.end()
            #expect(end.code == 143)
            #expect(end.output.contains("the run was stopped"))
            // The upload that was on its way was not cut off.
            #expect(await bench.statuses != ["draft"])
            await bench.host.beforeEach(nil)
            #expect(try await bench.run("reconcile").code == 0)
            #expect(await bench.statuses == ["pending"])
        }
    }
}

extension CommandBench {
    /// The report that the ledger holds last.
    func latestReport() async throws -> DriftReport? {
        try await openedLedger.report(.latest)
    }

    private var openedLedger: Ledger {
        get throws {
            try Ledger.open(
                path: "\(folder)/ledger.db", binding: nil, mode: .readOnly, at: Self.now)
        }
    }

    /// Whether the ledger's chain and tables are as they were written.
    func isLedgerSound() async throws -> Bool {
        try await openedLedger.verify().isSound
    }
}
