import ConnectSimulator
import Controller
import Ledger
import NIOConcurrencyHelpers
import Reconciliation
import TestSupport
import Testing
import UsageModel

@testable import UsagectlCommands

/// What staging leaves behind when it goes wrong, and who clears it away.
struct StagingFaultTests {
    @Test(arguments: FaultKind.allCases, ["/usage/files", "/upload", "/delete"])
    func `whatever goes wrong with a write, the next deep diff leaves nothing`(
        _ fault: FaultKind, _ path: String
    ) async throws {
        try await ReconcilerHarness.with { harness in
            harness.transport.script(ScriptedFault(fault, method: "POST", path: path))
            let first = try await harness.stage()
            let staged = try #require(first[harness.cell]?.staged)
            // What may be left is said; of a lost create nobody knows.
            #expect(!staged.isRemoved || harness.statuses.isEmpty)
            #expect(staged.isRemoved || !harness.statuses.isEmpty || path == "/usage/files")

            harness.transport.change { $0.faults = FaultMenu() }
            harness.act("delete", harness.files.first { $0.status.word == "processing" }?.id ?? "")
            harness.clock.advance(by: .seconds(7200))
            _ = try await harness.stage()
            // The platform deletes nothing that it is never done with.
            #expect(
                harness.statuses == (fault == .stuck && path == "/upload" ? ["processing"] : []))
            #expect(!harness.writes.contains { $0.path.hasSuffix("/submit") })
            try await harness.expectIntentsBeforeWrites()
        }
    }

    /// Kills a deep diff at each ledger entry and each request, before and after it.
    @Test func `a crash at any point leaves nothing behind once the next deep diff has run`()
        async throws
    {
        try await everyCrash { harness, tick in
            let report = try await harness.stage()
            #expect(harness.statuses == [], "died at tick \(tick)")
            #expect(report[harness.cell]?.staged?.result == .accepted, "died at tick \(tick)")
        }
    }

    /// Nobody checks again; the controller clears away what is older than any check.
    @Test func `a crash at any point is cleared away by a later reconcile of another ledger`()
        async throws
    {
        try await everyCrash { harness, tick in
            var other = harness
            other.ledger = "second"
            try await other.reconcile()
            harness.clock.advance(by: .seconds(3700))
            try await other.reconcile()
            harness.expectExactlyOneSubmittedFile(in: [harness.cell], "died at tick \(tick)")
        }
    }

    private func everyCrash(
        _ body: (ReconcilerHarness, Int) async throws -> Void
    ) async throws {
        // The same lists, and three writes of a staged file with the looks between them.
        try await ReconcilerHarness.atEveryDeath(least: 30) {
            _ = try await $0.stage()
        } then: { harness, tick in
            // The platform is done with whatever it was at.
            harness.clock.advance(by: .seconds(60))
            try await body(harness, tick)
            #expect(
                harness.files.filter { $0.status.isSubmitted }.allSatisfy {
                    $0.detail["external_id"]?.string?.hasPrefix("usagectl:") == true
                })
        }
    }

    @Test func `a check that is under way is left alone by a controller beside it`() async throws {
        try await ReconcilerHarness.with { harness in
            var first = harness
            var second = harness
            second.ledger = "second"
            let other = second
            first.beside = { number in
                guard number % 4 == 0 else { return }
                do { try await other.reconcile() } catch { Issue.record(error) }
            }
            let report = try await first.stage(withUsage: true)
            #expect(report[harness.cell]?.staged?.result == .accepted)
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
        }
    }

    @Test func `what somebody submits bills, is not deleted, and is not sent again`() async throws {
        try await ReconcilerHarness.with { harness in
            let clock = harness.clock
            harness.transport.before("POST", "/delete") { simulation in
                guard let file = simulation.platform.files.first else { return }
                _ = simulation.control(
                    PlatformRequest(method: "POST", path: "/submit/\(file.id)"), at: clock.now)
            }
            let report = try await harness.stage()
            let staged = try #require(report[harness.cell]?.staged)
            #expect(!staged.isRemoved)
            #expect(staged.problem?.contains("somebody has submitted it") == true)
            #expect(harness.statuses == ["pending"])

            let after = try await harness.reconcile()
            #expect(after[harness.cell]?.state == .inSync)
            #expect(after[harness.cell]?.files.first?.owner == .foreign)
            #expect(harness.statuses == ["pending"])
        }
    }

    @Test func `a file that another installation staged is named and left alone`() async throws {
        let cell = SimulatedAccount().cell(0, 0, october)
        let probe = ProbeMarker(
            identity: ReconcilerHarness.name("elsewhere"), cell: cell, salt: "0123456789ab")
        var seed = SimulatedFileSeed(
            "UF-2026-11-0001-0001", cell, "ready",
            createdAt: ReconcilerHarness.now.adding(.seconds(-7200)))
        seed.extra = ["external_id": .string(probe.externalID)]
        try await ReconcilerHarness.with(files: [seed]) { harness in
            let report = try await harness.reconcile()
            #expect(report[cell]?.outcome?.result == .submitted)
            let finding = try #require(report.findings.first { $0.code == "probe.leftover" })
            #expect(finding.subject == seed.id)
            #expect(finding.message.contains("'elsewhere'"))
            #expect(harness.statuses.sorted() == ["pending", "ready"])
        }
    }

    @Test func `a check that is stopped takes its file away first`() async throws {
        try await ReconcilerHarness.with { harness in
            var stopped = harness
            let wasStopped = NIOLockedValueBox(false)
            stopped.beside = { _ in
                guard harness.statuses == ["ready"],
                    !wasStopped.withLockedValue({ flag in
                        defer { flag = true }
                        return flag
                    })
                else { return }
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            }
            let controller = stopped
            let task = Task { try await controller.stage() }
            _ = try? await task.value
            #expect(harness.files.count == 1)
            #expect(harness.statuses == [])
        }
    }
}

extension ReconcilerHarness {
    /// Expects that every write to a staged file stands in the ledger.
    fileprivate func expectIntentsBeforeWrites() async throws {
        let writes = self.writes.count
        try await withLedger { record in
            let entries = try await record.ledger.entries(about: cell.description, limit: 1000)
            #expect(entries.filter { $0.kind == .probe }.count >= writes)
            #expect(entries.filter { $0.kind == .intent }.isEmpty)
        }
    }
}
