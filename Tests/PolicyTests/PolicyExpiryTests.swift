import Policy
import Testing
import UsageModel

struct PolicyExpiryTests {
    private static let before = PolicyExamples.time("2026-10-31T23:59:59Z")
    private static let after = PolicyExamples.time("2026-11-01T00:00:00Z")

    private func policy(_ specs: [(name: String, spec: String)], at time: Timestamp)
        -> EffectivePolicy
    {
        PolicyExamples.set(specs).effective(for: PolicyExamples.facts(), at: time)
    }

    /// A value that protects, and the field that it protects.
    static let protections: [(PolicyField, String)] = [
        (.suspend, "suspend: true"), (.submit, "submit: manual"), (.report, "report: false"),
        (.onNoUsage, "onNoUsage: hold"), (.onInvalid, "onInvalid: hold"),
        (.onRejected, "onRejected: hold"), (.onDuplicate, "onDuplicate: hold"),
        (.foreignDrafts, "foreignDrafts: hold"),
        (.zeroAfterUsage, "limits: {zeroAfterUsage: hold}"),
        (.firstFile, "limits: {firstFile: approve}"), (.since, "months: {since: 2026-06}"),
        (.until, "months: {until: 2026-04}"), (.autoWithin, "months: {autoWithin: 1}"),
        (.closeDelay, "months: {closeDelay: 9d}"), (.ratioToMedian, "limits: {ratioToMedian: 2}"),
        (.amountPerFile, "limits: {amountPerFile: {USD: 5}}"),
        (.unattributed, "limits: {unattributed: 0.5%}"),
        (.filesWithoutPeriod, "filesWithoutPeriod: occupy"),
        (.foreignDraftsIgnoredAfter, "foreignDraftsIgnoredAfter: 60d"),
    ]

    @Test(arguments: protections)
    func `a protection does not lapse into action`(field: PolicyField, setting: String) {
        let specs = [
            ("base", "months: {since: 2026-01}"),
            (
                "guarding",
                "match: {products: [PRD-*]}\n\(setting)\nreason: audit\nuntil: 2026-11-01"
            ),
        ]
        let live = policy(specs, at: Self.before)
        #expect(live.expiredProtections.isEmpty)
        let ended = policy(specs, at: Self.after)
        #expect(ended.value(of: field) == live.value(of: field))
        #expect(
            ended.expiredProtections.map { "\($0.policy) \($0.until) \($0.origin)" }
                == ["guarding 2026-11-01 guarding.yaml:8:3"])
        #expect(ended.matched == ["guarding", "base"])
    }

    /// A value that relaxes, and what holds once it has ended.
    static let relaxations: [(PolicyField, String, String)] = [
        (.ratioToMedian, "limits: {ratioToMedian: 20}", "5"),
        (.ratioToMedian, "limits: {ratioToMedian: none}", "5"),
        (.unattributed, "limits: {unattributed: 9%}", "1%"),
        (.unattributed, "limits: {unattributed: none}", "1%"),
        (.zeroAfterUsage, "limits: {zeroAfterUsage: allow}", "warn"),
        (.newItems, "limits: {newItems: allow}", "approve"),
        (.firstFile, "limits: {firstFile: allow}", "allow"),
        (.amountPerFile, "limits: {amountPerFile: {USD: 20, EUR: 5}}", "{USD: 10}"),
        (.onInvalid, "onInvalid: resend", "hold"), (.suspend, "suspend: false", "false"),
        (.submit, "submit: automatic", "automatic"), (.due, "months: {due: 20}", "8"),
        (.since, "months: {since: 2025-06}", "2026-01"),
        (.currency, "currency: EUR", "marketplace"),
        (.autoWithin, "months: {autoWithin: 9}", "2"),
    ]

    @Test(arguments: relaxations)
    func `a relaxation simply ends`(field: PolicyField, setting: String, then: String) {
        let specs = [
            ("base", "months: {since: 2026-01}\nlimits: {amountPerFile: {USD: 10}}"),
            (
                "relaxing",
                "match: {products: [PRD-*]}\n\(setting)\nreason: sale\nuntil: 2026-11-01"
            ),
        ]
        #expect(policy(specs, at: Self.before).origins[field]?.policy == "relaxing")
        let ended = policy(specs, at: Self.after)
        #expect(ended.value(of: field).description == then)
        #expect(ended.expiredProtections.isEmpty)
        #expect(ended.matched == ["base"])
        let explained = PolicyExamples.set(specs).explanation(
            for: PolicyExamples.facts(), at: Self.after)
        #expect(
            explained.notMatched == [
                PolicyMismatch(policy: "relaxing", because: "it ended on 2026-11-01")
            ])
    }

    @Test func `a mixed policy keeps its protections and loses its relaxations`() {
        let specs = [
            ("mixed", "submit: manual\nlimits: {ratioToMedian: 50}\nuntil: 2026-11-01")
        ]
        let ended = policy(specs, at: Self.after)
        #expect(ended.submit == .manual)
        #expect(ended.limits.ratioToMedian == ExactDecimal(5))
        #expect(ended.expiredProtections.map(\.policy) == ["mixed"])
    }

    @Test func `an ended protection that a live policy overrides holds nothing`() {
        let specs = [
            ("ended", "submit: manual\nuntil: 2026-11-01"),
            ("live", "match: {products: [PRD-*]}\nsubmit: automatic"),
        ]
        let policy = policy(specs, at: Self.after)
        #expect(policy.submit == .automatic)
        #expect(policy.expiredProtections.isEmpty)
    }

    @Test func `another policy of the same rank renews a protection`() {
        let specs = [("a", "submit: manual\nuntil: 2026-11-01"), ("b", "submit: manual")]
        let policy = policy(specs, at: Self.after)
        #expect(policy.submit == .manual)
        #expect(policy.expiredProtections.isEmpty)
    }

    @Test func `an ended relaxation is no side of a conflict`() {
        let specs = [
            ("a", "limits: {ratioToMedian: 9}\nuntil: 2026-11-01"),
            ("b", "limits: {ratioToMedian: 7}"),
        ]
        #expect(policy(specs, at: Self.before).conflicts.count == 1)
        let ended = policy(specs, at: Self.after)
        #expect(ended.conflicts.isEmpty)
        #expect(ended.limits.ratioToMedian == ExactDecimal(7))
    }

    @Test(arguments: [
        ("Pacific/Auckland", "2026-10-31T11:00:00Z"), ("America/New_York", "2026-11-01T04:00:00Z"),
        ("UTC", "2026-11-01T00:00:00Z"),
    ])
    func `until begins with the day in the policy's time zone`(zone: String, instant: String) {
        let end = PolicyExamples.time(instant)
        let own = [("p", "months: {timeZone: \(zone)}\nsubmit: manual\nuntil: 2026-11-01")]
        let inherited = [
            ("base", "months: {timeZone: \(zone)}"),
            ("p", "match: {kinds: [production]}\nsubmit: manual\nuntil: 2026-11-01"),
        ]
        for specs in [own, inherited] {
            let earlier = end.adding(.milliseconds(-1))
            #expect(policy(specs, at: earlier).expiredProtections.isEmpty)
            #expect(policy(specs, at: end).expiredProtections.count == 1)
            let policies = PolicyExamples.set(specs)
            #expect(policies.endingSoon(at: earlier).map(\.end) == [end])
            #expect(policies.endingSoon(at: end).isEmpty)
            let week = Duration.seconds(7 * 86_400)
            #expect(policies.endingSoon(at: end.adding(.zero - week)).count == 1)
            #expect(policies.endingSoon(at: end.adding(.seconds(-1) - week)).isEmpty)
        }
    }

    @Test func `the clock may go back and forth`() {
        let policies = PolicyExamples.set([("p", "report: true\ncurrency: EUR\nuntil: 2026-11-01")])
        let facts = PolicyExamples.facts()
        let codes = [Self.before, Self.after, Self.before, Self.after].map { time in
            policies.effective(for: facts, at: time).currency
        }
        #expect(codes == [.code("EUR"), .marketplace, .code("EUR"), .marketplace])
    }

    @Test func `the reason of a suspension is told`() {
        let specs = [("p", "suspend: true\nreason: a migration\nuntil: 2027-01-01")]
        #expect(policy(specs, at: Self.after).suspendReason == "a migration")
    }

    @Test func `the earliest month counts live policies only`() {
        let policies = PolicyExamples.set([
            ("a", "months: {since: 2026-03}"),
            ("b", "match: {kinds: [test]}\nmonths: {since: 2025-01}\nuntil: 2026-11-01"),
        ])
        #expect(policies.earliestSince(at: Self.before) == BillingMonth("2025-01"))
        #expect(
            policies.earliestSince(at: PolicyExamples.time("2026-11-03")) == BillingMonth("2026-03")
        )
        #expect(PolicySet([]).earliestSince(at: Self.before) == nil)
    }
}
