import ConnectSimulator
import NIOConcurrencyHelpers
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// No write follows an observation that is not proven complete.
struct ProofTests {
    typealias Forgery = @Sendable (PlatformRequest, inout PlatformResponse) -> Void

    /// What a faulty platform does, and what the report says of it.
    struct Lie: Sendable, CustomTestStringConvertible {
        let testDescription: String
        /// A part of the problem's text.
        let problem: String
        let forgery: Forgery
    }

    static let lies: [Lie] = [
        Lie(testDescription: "the total moves while pages are read", problem: "total") {
            [count = NIOLockedValueBox(2)] request, response in
            guard request.path == "/listings" else { return }
            let more = count.withLockedValue { count in
                count += 1
                return count
            }
            response.headers["content-range"] = "items 0-1/\(more)"
        },
        Lie(testDescription: "a row is missing from a page", problem: "Content-Range") {
            request, response in
            guard request.path == "/contracts", let rows = response.json?.array else { return }
            response.body = JSONValue.array(rows.dropLast()).jsonBytes
        },
        Lie(testDescription: "a page has no total", problem: "no Content-Range") {
            request, response in
            if request.path == "/products" { response.headers["content-range"] = nil }
        },
        Lie(testDescription: "a filter is ignored", problem: "ignored the filter") {
            request, response in
            guard request.path == "/contracts", let rows = response.json?.array else { return }
            var other = rows[0]
            other["id"] = "CRD-99999-00000-00000"
            other["type"] = "program"
            response.body = JSONValue.array(rows + [other]).jsonBytes
            response.headers["content-range"] = "items 0-\(rows.count)/\(rows.count + 1)"
        },
        Lie(
            testDescription: "an account without files has records",
            problem: "the account has 5 usage records"
        ) { request, response in
            guard request.path == "/usage/records" else { return }
            response.headers["content-range"] = "items 0-0/5"
        },
        Lie(testDescription: "a row comes twice", problem: "came twice") { request, response in
            guard request.path == "/contracts", let rows = response.json?.array else { return }
            response.body = JSONValue.array(rows + rows).jsonBytes
            response.headers["content-range"] = "items 0-\(rows.count * 2 - 1)/\(rows.count * 2)"
        },
    ]

    @Test(arguments: lies)
    func `nothing is written after a list that proves nothing`(_ lie: Lie) async throws {
        try await ReconcilerHarness.with(SimulatedAccount(contracts: 2)) { harness in
            harness.transport.forge(lie.forgery)
            let report = try await harness.reconcile()
            expectUnproven(report, lie.problem, harness, writes: 0)

            harness.transport.forge(nil)
            #expect(try await harness.reconcile().verdict == .inSync)
        }
    }

    @Test(arguments: [true, false])
    func `a list that leaves out a file just submitted is not believed`(
        _ wasTakenOver: Bool
    ) async throws {
        let draft = SimulatedFileSeed(
            "UF-1", SimulatedAccount().cell(0, 0, october), "draft",
            identity: ReconcilerHarness.identity,
            createdAt: ReconcilerHarness.now.adding(.seconds(-86_400)))
        try await ReconcilerHarness.with(files: wasTakenOver ? [draft] : []) { harness in
            try await harness.reconcile()
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
            let writes = harness.writes.count
            harness.transport.forge { request, response in
                guard request.path == "/usage/files" else { return }
                response.body = Array("[]".utf8)
                response.headers["content-range"] = "items 0-0/0"
            }
            let report = try await harness.reconcile()
            expectUnproven(report, "leaves out", harness, writes: writes)
        }
    }

    @Test func `a submitted file that is gone is not believed`() async throws {
        try await ReconcilerHarness.with { harness in
            try await harness.reconcile()
            let writes = harness.writes.count
            harness.change { $0.files = [] }
            let report = try await harness.reconcile()
            expectUnproven(report, "was submitted and is gone", harness, writes: writes)
        }
    }

    @Test func `a file of ours that a person submitted and that is gone is not believed`()
        async throws
    {
        try await ReconcilerHarness.with(policy: "months: {since: 2026-10}\nsubmit: manual") {
            harness in
            try await harness.reconcile()
            try #require(harness.statuses == ["ready"])
            harness.change { world in
                for index in world.files.indices { world.files[index]["status"] = "pending" }
            }
            _ = try await harness.diff()
            harness.change { $0.files = [] }
            let report = try await harness.reconcile()
            expectUnproven(
                report, "was submitted and is gone", harness, writes: harness.writes.count)
            #expect(try await harness.diff().verdict == .unproven)
            #expect(harness.files.isEmpty)
        }
    }

    @Test func `a draft that is gone is explained and made again`() async throws {
        try await ReconcilerHarness.with { harness in
            harness.transport.script(
                ScriptedFault(.unavailable, method: "POST", path: "/upload", times: 3))
            try await harness.reconcile()
            try #require(harness.statuses == ["draft"])
            harness.change { $0.files = [] }
            for _ in 0..<2 { try await harness.reconcile() }
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
        }
    }

    @Test func `contracts that vanish stop all writes until a person confirms them`() async throws {
        try await ReconcilerHarness.with(SimulatedAccount(contracts: 3)) { harness in
            _ = try await harness.diff()
            harness.change { $0.contracts.removeLast() }
            let report = try await harness.reconcile()
            expectUnproven(report, "usagectl baseline --confirm", harness, writes: 0)
            try await harness.confirmBaseline(contracts: 2)
            try await harness.reconcile()
            #expect(harness.writes.count == 6)
        }
    }

    @Test(arguments: [-400, 400])
    func `a clock that is off stops all writes`(_ seconds: Int) async throws {
        try await ReconcilerHarness.with { harness in
            harness.transport.change { $0.clockOffset = .seconds(seconds) }
            let report = try await harness.reconcile()
            expectUnproven(report, "set the clock", harness, writes: 0)
        }
    }

    @Test func `a clock that is set back while lists are read stops all writes`() async throws {
        try await ReconcilerHarness.with { harness in
            // Planned with a time that was 400 s ahead; right again before the last answer came.
            harness.transport.change { $0.clockOffset = .seconds(-400) }
            let (clock, transport) = (harness.clock, harness.transport)
            var harness = harness
            let wasReached = NIOLockedValueBox(false)
            harness.beside = { step in
                guard step == 8 else { return }
                wasReached.withLockedValue { $0 = true }
                clock.stepBack(by: .seconds(400))
                transport.change { $0.clockOffset = .zero }
            }
            let report = try await harness.reconcile()
            expectUnproven(report, "set the clock", harness, writes: 0)
            #expect(wasReached.withLockedValue { $0 })
        }
    }

    @Test func `a platform that tells no time is not written to`() async throws {
        try await ReconcilerHarness.with { harness in
            harness.transport.forge { _, response in response.headers["date"] = nil }
            let report = try await harness.reconcile()
            expectUnproven(report, "no answer has a readable 'Date'", harness, writes: 0)
            #expect(try await harness.diff().observation.complete)
        }
    }

    @Test func `a clock that is off by less than five minutes does not matter`() async throws {
        try await ReconcilerHarness.with { harness in
            harness.transport.change { $0.clockOffset = .seconds(-290) }
            for _ in 0..<2 { try await harness.reconcile() }
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
        }
    }

    private func expectUnproven(
        _ report: DriftReport, _ problem: String, _ harness: ReconcilerHarness, writes: Int,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(report.verdict == .unproven, sourceLocation: sourceLocation)
        #expect(!report.observation.complete, sourceLocation: sourceLocation)
        let text = report.observation.problems.joined(separator: "; ")
        #expect(text.contains(problem), sourceLocation: sourceLocation)
        #expect(report.cells.isEmpty, sourceLocation: sourceLocation)
        #expect(harness.writes.count == writes, sourceLocation: sourceLocation)
    }
}
