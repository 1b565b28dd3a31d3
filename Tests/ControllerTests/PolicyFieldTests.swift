import ConnectSimulator
import TestSupport
import Testing
import UsageModel

/// Single fields of a policy in a diff of the same world.
struct PolicyFieldTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var field: String
        /// The lines of `spec`.
        var policy: String
        var hasForeignDraft = false
        var schema = ReportingSchema.quantity
        /// State, verb, reason and steps of October's cell, `-` where nothing is owed.
        var expected: String
        var testDescription: String { field }
    }

    private static let converges = "missing converge missing.noFile create upload submit"
    private static let since = "months: {since: 2026-10}\n"

    static let cases = [
        Case(field: "nothing", policy: since, expected: converges),
        Case(field: "months.since", policy: "months: {since: 2026-11}", expected: "-"),
        Case(
            field: "months.until", policy: "months: {since: 2026-08, until: 2026-09}",
            expected: "-"),
        Case(
            field: "months.timeZone, in UTC", policy: "months: {since: 2026-10, closeDelay: 4d}",
            expected: converges),
        Case(
            field: "months.timeZone",
            policy: "months: {since: 2026-10, closeDelay: 4d, timeZone: Pacific/Honolulu}",
            expected: "-"),
        Case(
            field: "months.closeDelay", policy: "months: {since: 2026-10, closeDelay: 5d}",
            expected: "-"),
        Case(
            field: "months.due", policy: "months: {since: 2026-10, due: 4}",
            expected: converges + " overdue"),
        Case(
            field: "months.autoWithin", policy: "months: {since: 2026-10, autoWithin: 0}",
            expected: "missing hold month.old"),
        Case(field: "report", policy: since + "report: false", expected: "-"),
        Case(
            field: "suspend", policy: since + "suspend: true\nreason: x\nuntil: 2027-01-01",
            expected: "missing hold policy.suspended"),
        Case(
            field: "submit", policy: since + "submit: manual",
            expected: "missing converge missing.noFile create upload"),
        Case(
            field: "source", policy: since + "source: elsewhere",
            expected: "unknownUsage wait usage.unknown"),
        Case(
            field: "foreignDrafts: hold", policy: since, hasForeignDraft: true,
            expected: "draft hold foreign.unsubmitted"),
        Case(
            field: "foreignDrafts: ignore", policy: since + "foreignDrafts: ignore",
            hasForeignDraft: true, expected: converges),
        Case(
            field: "foreignDrafts: adopt", policy: since + "foreignDrafts: adopt",
            hasForeignDraft: true, expected: "draft converge foreign.adopted adopt upload submit"),
        Case(
            field: "foreignDraftsIgnoredAfter",
            policy: since + "foreignDraftsIgnoredAfter: 1d", hasForeignDraft: true,
            expected: converges),
        Case(
            field: "limits.amountPerFile", policy: since + "limits: {amountPerFile: {USD: 1}}",
            schema: .price, expected: "missing hold limit.amountPerFile"),
        Case(
            field: "limits.amountPerFile of another currency",
            policy: since + "limits: {amountPerFile: {EUR: 1000}}", schema: .price,
            expected: "missing hold limit.amountPerFile"),
        Case(
            field: "limits.firstFile", policy: since + "limits: {firstFile: approve}",
            expected: "missing hold limit.firstFile"),
    ]

    @Test(arguments: cases)
    func `a field of a policy decides in the plan`(example: Case) async throws {
        var account = SimulatedAccount()
        account.schema = example.schema
        let draft = SimulatedFileSeed(
            "UF-1", account.cell(0, 0, october), "draft",
            createdAt: ReconcilerHarness.now.adding(.seconds(-2 * 86_400)))
        try await ReconcilerHarness.with(
            account, files: example.hasForeignDraft ? [draft] : [], policy: example.policy
        ) { harness in
            let report = try await harness.diff(withUsage: true)
            #expect(Self.words(report[harness.cell]) == example.expected)
            #expect(harness.writes.isEmpty)
        }
    }

    @Test func `a file has the texts and the currency of its policy`() async throws {
        var account = SimulatedAccount()
        account.schema = .price
        let policy = """
            months: {since: 2026-10}
            currency: EUR
            file:
              name: "{month} of {contractName}"
              description: "{productName} from {from} to {to}"
              note: "{contract} on {marketplace}"
            """
        try await ReconcilerHarness.with(account, policy: policy) { harness in
            try await harness.reconcile()
            let file = try #require(harness.files.first)
            let text = { (key: String) in file.detail.value(at: key)?.string }
            #expect(text("name") == "2026-10 of Contract 0")
            #expect(text("description") == "Product 0 from 2026-10-01 to 2026-10-31")
            #expect(text("note") == "\(SimulatedAccount.contract()) on MP-00001")
            #expect(text("currency") == "EUR")
        }
    }

    private static func words(_ report: CellReport?) -> String {
        guard let report, report.owed else { return "-" }
        let decision = report.decision
        let words =
            [report.state.rawValue, decision.verb.rawValue, decision.reason.rawValue]
            + decision.steps.map(\.rawValue) + (report.overdue ? ["overdue"] : [])
        return words.joined(separator: " ")
    }
}
