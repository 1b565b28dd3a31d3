import Controller
import Foundation
import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// The worked examples at work: what the planner decides under each, beside `defaults.yaml`.
struct PolicyManifestPlanTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var reason: String
        var examples: [String] = []
        var answer = CellUsage.Answer.records
        var provider = "PA-000-001"
        var hasHistory = true
        var now = "2026-11-12T06:00:00Z"
        /// Verb, reason and steps of 2026-10.
        var expected: String
        var testDescription: String { reason }
    }

    static let cases = [
        Case(
            reason: "a known contract's closed month converges by itself",
            expected: "converge missing.noFile create upload submit"),
        Case(
            reason: "the first file ever is looked at by a person", hasHistory: false,
            expected: "hold limit.firstFile"),
        Case(
            reason: "older months wait for approval", now: "2027-01-12T06:00:00Z",
            expected: "hold month.old"),
        Case(
            reason: "one distributor's file is made, but not submitted",
            examples: ["one-distributor-by-hand"],
            expected: "converge missing.noFile create upload"),
        Case(
            reason: "another distributor's file is submitted as ever",
            examples: ["one-distributor-by-hand"], provider: "PA-000-002",
            expected: "converge missing.noFile create upload submit"),
        Case(
            reason: "a frozen contract is owed and not written",
            examples: ["frozen-contract"], expected: "hold policy.suspended"),
        Case(
            reason: "the end of the freeze does not lapse into action",
            examples: ["frozen-contract"], now: "2027-04-01T00:00:00Z",
            expected: "hold policy.expired"),
        Case(
            reason: "zero records wait for the due date",
            examples: ["by-subscription-parameter"], answer: .zero, now: "2026-11-07T23:00:00Z",
            expected: "wait usage.zeroWaitsForDue"),
        Case(
            reason: "zero records are sent on the due date",
            examples: ["by-subscription-parameter"], answer: .zero, now: "2026-11-08T00:00:00Z",
            expected: "converge missing.zeroRecords create upload submit"),
        Case(
            reason: "in a pilot no month converges by itself",
            examples: ["pilot-observes-only"], expected: "hold month.old"),
        Case(
            reason: "in a pilot a person decides on zero", examples: ["pilot-observes-only"],
            answer: .zero, expected: "hold usage.zeroHeld"),
    ]

    @Test(arguments: cases)
    func `examples decide as their comments promise`(example: Case) throws {
        let cell = try #require(Cell("CRD-12345-12345-12345/PRD-100-000-000/2026-10"))
        let paths = (["defaults"] + example.examples).map { "\(Self.folder)/\($0).yaml" }
        let checked = ConfigurationLoader.check(paths: paths)
        #expect(checked.diagnostics == [])
        let other = Cell(contract: "CRD-OTHER", product: cell.product, month: cell.month)
        var usage = CellUsage(answer: example.answer)
        // A subscription lives, so that there are zero records to send.
        if example.answer == .zero { usage.sent = SentUsage(digest: "sha256:zeros", rows: 1) }
        let input = ReconciliationInput(
            observation: try observation(of: cell, other, example), policies: checked.policies,
            usage: UsageView(cells: [
                cell: usage, other: CellUsage(answer: .records),
            ]),
            identity: try #require(Identity("production")), now: try time(example.now))
        let planned = try #require(Planner(input).plan().cells.first { $0.cell == cell })
        let decision = planned.decision
        let words =
            [decision.verb.rawValue, decision.reason.rawValue] + decision.steps.map(\.rawValue)
        #expect(words.joined(separator: " ") == example.expected)
    }

    private static let folder = PackageFolder.path("manifests/policies")

    private func time(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }

    /// Two contracts with one listing each: one with the cell, and one whose usage keeps a zero of
    /// the other from being a zero of everybody.
    private func observation(of cell: Cell, _ other: Cell, _ example: Case) throws -> Observation {
        let start = try time("2026-09-01T00:00:00Z")
        let product = Product(id: cell.product, payAsYouGo: PayAsYouGo(schema: .quantity))
        let past = UsageFile(
            id: "UF-2026-09-0000-0001", status: .accepted, contract: cell.contract,
            product: cell.product, period: cell.month.previous.days, environment: "production")
        let contracts = [cell.contract, other.contract]
        return Observation(
            contracts: contracts.map {
                Contract(id: $0, marketplace: "MP-10000", events: ContractEvents(created: start))
            },
            listings: contracts.map {
                Listing(
                    id: "LST-\($0)", contract: $0, product: cell.product, created: start,
                    provider: Account(id: AccountID(example.provider)), marketplace: "MP-10000")
            },
            products: [product], files: example.hasHistory ? [past] : [])
    }
}
