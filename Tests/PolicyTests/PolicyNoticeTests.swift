import Policy
import Testing
import UsageModel
import YAMLDocument

/// What a report remarks of the documents themselves.
struct PolicyNoticeTests {
    private static let policies = PolicyExamples.set([
        ("defaults", "months: {since: 2026-01}"),
        (
            "frozen",
            "match: {contracts: [CRD-12345-*]}\nsuspend: true\nreason: x\nuntil: 2026-11-09"
        ),
        ("typo", "match: {contracts: [CRD-54321-*]}\nsubmit: manual"),
    ])

    private func notices(at time: String, _ facts: [CellFacts]) -> [String] {
        Self.policies.notices(at: PolicyExamples.time(time), among: facts).map {
            "\($0.kind.rawValue) \($0.policy): \($0.message)"
        }
    }

    private static let ending =
        "endsSoon frozen: the policy 'frozen' ends on 2026-11-09 (frozen.yaml:8:3)"
    private static let idle =
        "matchesNothing typo: the policy 'typo' matches no cell (typo.yaml:3:18)"

    @Test(arguments: [
        ("2026-11-01T23:59:59Z", false), ("2026-11-02T00:00:00Z", true),
        ("2026-11-08T23:59:59Z", true), ("2026-11-09T00:00:00Z", false),
    ])
    func `a policy is remarked on seven days before its end, and no longer than that`(
        _ time: String, _ isRemarked: Bool
    ) {
        let expected = (isRemarked ? [Self.ending] : []) + [Self.idle]
        #expect(notices(at: time, [PolicyExamples.facts()]) == expected)
    }

    @Test func `a policy that takes no cell is remarked on`() {
        let other = PolicyExamples.facts("CRD-54321-1/PRD-1/2026-05")
        let time = "2026-10-01T00:00:00Z"
        #expect(notices(at: time, [PolicyExamples.facts(), other]) == [])
        #expect(notices(at: time, [PolicyExamples.facts()]) == [Self.idle])
        #expect(
            notices(at: time, []).map { $0.prefix(14) }
                == Array(repeating: "matchesNothing", count: 3))
    }

    @Test func `a conflict in the explanation as JSON names both places`() {
        let policies = PolicyExamples.set([("a", "submit: manual"), ("b", "submit: automatic")])
        let facts = PolicyExamples.facts()
        let json = policies.explanation(for: facts, at: PolicyExamples.now)
            .json(explaining: facts.cell)
        #expect(
            json["conflicts"]?.compact
                == #"[{"field": "submit", "first": "a.yaml:5:3", "second": "b.yaml:5:3"}]"#)
    }
}
