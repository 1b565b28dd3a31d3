import ConnectSimulator
import NIOConcurrencyHelpers
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// Switches off one clause of the proof of observation after the other, and the rule that a write
/// is sent once: each catches a lie that no other clause catches, and without it a write follows.
struct ProofMutationTests {
    struct Lie: Sendable, CustomTestStringConvertible {
        let protection: Protection
        let forgery: ProofTests.Forgery

        var testDescription: String { protection.rawValue }
    }

    /// Serves the rows of a list in pages of the forger's own making: given all rows, the offset and
    /// the number of the pass, it names the page and the total.
    private static func pages(
        of path: String, _ page: @escaping @Sendable ([JSONValue], Int, Int) -> ([JSONValue], Int)
    ) -> ProofTests.Forgery {
        let state = NIOLockedValueBox((passes: 0, rows: [JSONValue]()))
        return { request, response in
            guard request.path == path, let rows = response.json?.array else { return }
            let offset =
                request.rawQuery.split(separator: "&").first { $0.hasPrefix("offset=") }
                .flatMap { Int($0.dropFirst("offset=".count)) } ?? 0
            // The whole list comes with the first page.
            let (pass, whole) = state.withLockedValue { state in
                if offset == 0 { state = (state.passes + 1, rows) }
                return (state.passes, state.rows)
            }
            let (served, total) = page(whole, offset, pass)
            response.body = JSONValue.array(served).jsonBytes
            let last = offset + max(served.count, 1) - 1
            response.headers["content-range"] = "items \(offset)-\(last)/\(total)"
        }
    }

    static let lies: [Lie] = [
        Lie(
            protection: .proofEveryPage,
            forgery: pages(of: "/contracts") { rows, offset, _ in
                (offset == 0 ? [rows[0]] : [], 2)
            }),
        Lie(
            protection: .proofDistinctIDs,
            forgery: pages(of: "/contracts") { rows, _, _ in ([rows[0], rows[0]], 2) }),
        Lie(
            protection: .proofStableTotal,
            forgery: pages(of: "/contracts") { rows, offset, _ in
                offset == 0 ? ([rows[0]], 3) : ([rows[1]], 2)
            }),
        Lie(
            protection: .proofOrder,
            forgery: pages(of: "/contracts") { rows, offset, _ in
                (offset == 0 ? [rows[1]] : [rows[0]], 2)
            }),
        Lie(
            protection: .proofTwoReadings,
            forgery: pages(of: "/listings") { rows, offset, pass in
                (offset == 0 ? [rows[0]] : [rows[pass.isMultiple(of: 2) ? 1 : 2]], 2)
            }),
        Lie(protection: .proofFilter, forgery: ProofTests.lies[3].forgery),
        Lie(protection: .proofEmptyAccount, forgery: ProofTests.lies[4].forgery),
    ]

    @Test(arguments: lies)
    func `a clause of the proof that is off lets a write follow a lie`(_ lie: Lie) async throws {
        try await ReconcilerHarness.with(SimulatedAccount(contracts: 3)) { harness in
            harness.transport.forge(lie.forgery)
            #expect(try await harness.reconcile().verdict == .unproven)
            #expect(harness.writes.isEmpty)
            try await Protection.$off.withValue([lie.protection]) {
                _ = try await harness.reconcile()
            }
            #expect(!harness.writes.isEmpty)
        }
    }

    @Test func `a list that hides what the ledger knows has the month sent again`() async throws {
        try await ReconcilerHarness.with { harness in
            try await harness.reconcile()
            let writes = harness.writes.count
            harness.transport.forge { request, response in
                guard request.path == "/usage/files" else { return }
                response.body = Array("[]".utf8)
                response.headers["content-range"] = "items 0-0/0"
            }
            _ = try await harness.reconcile()
            #expect(harness.writes.count == writes)
            try await Protection.$off.withValue([.proofKnownFiles]) {
                _ = try await harness.reconcile()
            }
            #expect(harness.writes.count > writes)
        }
    }

    @Test func `fewer contracts are believed without the clause`() async throws {
        try await ReconcilerHarness.with(SimulatedAccount(contracts: 3)) { harness in
            _ = try await harness.diff()
            harness.change { $0.contracts.removeLast() }
            _ = try await harness.reconcile()
            #expect(harness.writes.isEmpty)
            try await Protection.$off.withValue([.proofContracts]) {
                _ = try await harness.reconcile()
            }
            #expect(!harness.writes.isEmpty)
        }
    }

    @Test func `a clock that is off is believed without the clause`() async throws {
        try await ReconcilerHarness.with { harness in
            harness.transport.change { $0.clockOffset = .seconds(400) }
            _ = try await harness.reconcile()
            #expect(harness.writes.isEmpty)
            try await Protection.$off.withValue([.proofClock]) { _ = try await harness.reconcile() }
            #expect(!harness.writes.isEmpty)
        }
    }

    @Test func `another identity writes with a foreign ledger without the binding`() async throws {
        try await ReconcilerHarness.with { harness in
            _ = try await harness.diff()
            var other = harness
            other.identity = ReconcilerHarness.name("others")
            let stranger = other
            await #expect(throws: (any Error).self) { try await stranger.reconcile() }
            #expect(harness.writes.isEmpty)
            try await Protection.$off.withValue([.proofBinding]) {
                _ = try await stranger.reconcile()
            }
            #expect(!harness.writes.isEmpty)
        }
    }

    @Test(arguments: [true, false])
    func `a create is sent once, and a second time only without the rule`(
        _ isOn: Bool
    ) async throws {
        try await ReconcilerHarness.with { harness in
            harness.transport.script(
                ScriptedFault(.unavailableAfter, method: "POST", path: "/usage/files"))
            try await Protection.$off.withValue(isOn ? [] : [.noWriteRetry]) {
                _ = try await harness.reconcile()
            }
            #expect(harness.files.count == (isOn ? 1 : 2))
        }
    }

    @Test func `every clause of the proof has its mutation`() {
        // Those that need more than a forged list have a test of their own above.
        let others: Set<Protection> = [
            .proofKnownFiles, .proofContracts, .proofClock, .proofBinding,
        ]
        let clauses = Protection.allCases.filter { $0.rawValue.hasPrefix("proof") }
        #expect(others.union(Self.lies.map(\.protection)) == Set(clauses))
    }
}
