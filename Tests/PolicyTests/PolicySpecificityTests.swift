import Policy
import Testing
import UsageModel
import YAMLDocument

struct PolicySpecificityTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var reason: String
        var higher: String
        var lower: String
        var testDescription: String { reason }
    }

    static let cases = [
        Case(
            reason: "an exact contract before a glob", higher: "{contracts: [CRD-12345-1]}",
            lower: "{contracts: [CRD-*], products: [PRD-100-000-000], kinds: [production]}"),
        Case(
            reason: "a glob of contracts before none", higher: "{contracts: ['*']}",
            lower: "{products: [PRD-100-000-000], kinds: [production], schemas: [QT]}"),
        Case(
            reason: "an exact product before a glob",
            higher: "{contracts: [CRD-*], products: [PRD-100-000-000]}",
            lower: "{contracts: [CRD-1*], products: [PRD-1?0-*], kinds: [production]}"),
        Case(
            reason: "a glob of products before none", higher: "{products: [PRD-*]}",
            lower: "{kinds: [production], providers: [PA-000-001], schemas: [QT]}"),
        Case(
            reason: "more other lines before fewer", higher: "{kinds: [production], schemas: [QT]}",
            lower: "{months: [2026-05]}"),
        Case(reason: "any line before none", higher: "{marketplaces: [MP-10000]}", lower: "{}"),
        Case(
            reason: "the pattern that matches decides, not the list",
            higher: "{contracts: [CRD-12345-1, CRD-9*]}", lower: "{contracts: [CRD-9, CRD-1*]}"),
    ]

    @Test(arguments: cases)
    func `the more specific policy wins`(example: Case) {
        let policies = PolicyExamples.set([
            ("a-lower", "match: \(example.lower)\nmonths: {due: 1}\nreport: true"),
            ("b-higher", "match: \(example.higher)\nmonths: {due: 2}"),
        ])
        let policy = policies.effective(for: PolicyExamples.facts(), at: PolicyExamples.now)
        #expect(policy.months.due == 2)
        #expect(policy.origins[.due]?.policy == "b-higher")
        #expect(policy.origins[.report]?.policy == "a-lower")
        #expect(policy.matched == ["b-higher", "a-lower"])
        #expect(policy.conflicts.isEmpty)
    }

    @Test func `two policies of equal rank that differ in a field are a conflict`() {
        let policies = PolicyExamples.set([
            ("a", "match: {contracts: [CRD-1*]}\nmonths: {due: 1}\nsubmit: manual"),
            ("b", "match: {contracts: [CRD-12*]}\nmonths: {due: 2}\nsubmit: manual"),
        ])
        let policy = policies.effective(for: PolicyExamples.facts(), at: PolicyExamples.now)
        #expect(policy.conflicts.map(\.field) == [.due])
        #expect(policy.conflicts.first?.first.description == "a.yaml:6:12")
        #expect(policy.conflicts.first?.second.description == "b.yaml:6:12")
    }

    @Test func `a more specific policy settles a conflict below it`() {
        let policies = PolicyExamples.set([
            ("a", "months: {due: 1}"), ("b", "months: {due: 2}"),
            ("c", "match: {products: [PRD-*]}\nmonths: {due: 3}"),
        ])
        let policy = policies.effective(for: PolicyExamples.facts(), at: PolicyExamples.now)
        #expect(policy.months.due == 3)
        #expect(policy.conflicts.isEmpty)
    }

    @Test func `none overrides a less specific limit`() {
        let policies = PolicyExamples.set([
            ("a", "months: {until: 2026-05}\nlimits: {amountPerFile: {USD: 1}}"),
            (
                "b",
                "match: {products: [PRD-*]}\nmonths: {until: none}\nlimits: {amountPerFile: none}\n"
                    + "reason: x\nuntil: 2099-01-01"
            ),
        ])
        let policy = policies.effective(for: PolicyExamples.facts(), at: PolicyExamples.now)
        #expect(policy.months.until == nil)
        #expect(policy.limits.amountPerFile == nil)
        #expect(policy.origins[.until]?.policy == "b")
    }

    @Test(arguments: [
        ("{contracts: [CRD-9]}", "contracts [CRD-9] does not take 'CRD-12345-1'"),
        ("{products: [PRD-2*, X]}", "products [PRD-2*, X] does not take 'PRD-100-000-000'"),
        ("{providers: [PA-9]}", "providers [PA-9] does not take 'PA-000-001'"),
        ("{marketplaces: [MP-9]}", "marketplaces [MP-9] does not take a cell without one"),
        ("{schemas: [PR, TR]}", "schemas [PR, TR] does not take 'QT'"),
        ("{kinds: [test]}", "kinds [test] does not take 'production'"),
        (
            "{months: [2026-06, 2026-01..2026-04]}",
            "months [2026-06, 2026-01..2026-04] does not take '2026-05'"
        ),
    ])
    func `the explanation says which line excludes a policy`(match: String, because: String) {
        let policies = PolicyExamples.set([("p", "match: \(match)\nreport: false")])
        let facts = PolicyExamples.facts(marketplace: nil)
        let policy = policies.explanation(for: facts, at: PolicyExamples.now)
        #expect(policy.notMatched == [PolicyMismatch(policy: "p", because: because)])
        #expect(policy.report)
        #expect(policies.policiesWithoutCells(among: [facts]).map(\.name) == ["p"])
    }

    @Test func `the explanation as JSON has every field in the order of the table`() throws {
        let policies = PolicyExamples.set([
            ("p", "submit: manual"), ("q", "match: {kinds: [test]}\nreport: false"),
        ])
        let facts = PolicyExamples.facts()
        let json = policies.explanation(for: facts, at: PolicyExamples.now).json(
            explaining: facts.cell)
        guard case .array(let fields) = json["fields"] else {
            Issue.record("no fields")
            return
        }
        #expect(fields.map { $0["name"] } == PolicyField.allCases.map { .string($0.rawValue) })
        #expect(
            fields.first?.compact
                == #"{"name": "months.since", "value": null, "origin": "built in"}"#)
        #expect(
            fields.contains {
                $0.compact == #"{"name": "submit", "value": "manual", "origin": "p.yaml:5:3"}"#
            })
        #expect(json["matched"] == ["p"])
        #expect(
            json["notMatched"]?.compact
                == #"[{"policy": "q", "because": "kinds [test] does not take 'production'"}]"#)
        #expect(json["conflicts"] == [])
    }
}
