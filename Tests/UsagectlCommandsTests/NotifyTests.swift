import ConnectSimulator
import Foundation
import TestSupport
import Testing
import UsageModel

/// `reconcile --notify`: what a scheduler that starts one reconcile after another tells.
struct NotifyTests {
    private static let policy = "months: {since: 2026-10}\nlimits: {firstFile: approve}"

    /// A bench whose receiver writes each message into a line of a file.
    private struct Receiver {
        let bench: CommandBench

        var told: [String] {
            let text = try? String(contentsOfFile: "\(bench.folder)/told", encoding: .utf8)
            return (text ?? "").split(separator: "\n").map(String.init)
        }

        static func with(_ body: (CommandBench, Receiver) async throws -> Void) async throws {
            try await CommandBench.with(
                SimulatedAccount(contracts: 2), policy: NotifyTests.policy
            ) { bench in
                try bench.write("#!/bin/sh\ncat >> told; echo >> told\n", to: "tell")
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o755], ofItemAtPath: "\(bench.folder)/tell")
                try bench.configure(
                    more: "  notifications:\n"
                        + "    - {type: command, command: [\"\(bench.folder)/tell\"]}",
                    policy: NotifyTests.policy)
                try await body(bench, Receiver(bench: bench))
            }
        }
    }

    @Test func `what is new is told once, and so is its end`() async throws {
        try await Receiver.with { bench, receiver in
            #expect(try await bench.run("reconcile", "--notify").code == 3)
            #expect(receiver.told.count == 1)
            #expect(receiver.told.first?.contains("limit.firstFile") == true)
            #expect(try await bench.run("reconcile", "--notify").code == 3)
            #expect(receiver.told.count == 1)
            let approval = try await bench.run(
                "approve", "--reason", "limit.firstFile", "--confirm", "2")
            #expect(approval.code == 0)
            #expect(try await bench.run("reconcile", "--notify").code == 0)
            #expect(receiver.told.dropFirst().contains { $0.contains("not held any more") })
        }
    }

    @Test func `what a person reconciles by hand neither tells nor counts as told`() async throws {
        try await Receiver.with { bench, receiver in
            let byHand = try await bench.run("reconcile")
            #expect(byHand.code == 3)
            #expect(receiver.told.isEmpty)
            #expect(try await bench.run("reconcile", "--notify").code == 3)
            #expect(receiver.told.count == 1)
        }
    }

    @Test func `a cycle without a verdict is told`() async throws {
        try await Receiver.with { bench, receiver in
            try bench.write("SU-000-000-000:wrong", to: "key")
            #expect(try await bench.run("reconcile", "--notify").code == 1)
            #expect(receiver.told.count == 1)
            #expect(receiver.told.first?.contains("401") == true, "\(receiver.told)")
        }
    }

    @Test func `it tells of all cells or not at all`() async throws {
        try await Receiver.with { bench, receiver in
            let run = try await bench.run("reconcile", "--notify", "--month", "2026-10")
            #expect(run.code == 64)
            #expect(run.errors.contains("expected no --contract, --product or --month"))
            #expect(receiver.told.isEmpty)
        }
    }
}
