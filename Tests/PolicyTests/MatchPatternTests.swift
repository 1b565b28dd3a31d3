import Policy
import Testing

struct MatchPatternTests {
    @Test(arguments: [
        ("CRD-1", "CRD-1", true), ("CRD-1", "CRD-12", false), ("CRD-1", "crd-1", false),
        ("*", "", true), ("*", "anything", true), ("?", "", false), ("?", "x", true),
        ("CRD-*", "CRD-", true), ("CRD-*-9", "CRD-1-2-9", true), ("CRD-*-9", "CRD-1-2-8", false),
        ("*a*b*", "xxaxxbxx", true), ("*a*b*", "xxbxxaxx", false), ("a**b", "ab", true),
        ("CRD-??", "CRD-12", true), ("CRD-??", "CRD-1", false), ("*9", "19 9x9", true),
    ])
    func `globs take what they say`(pattern: String, id: String, expected: Bool) {
        #expect(MatchPattern(pattern).matches(id) == expected)
    }

    @Test func `a hostile glob takes no exponential time`() {
        let pattern = MatchPattern(String(repeating: "*a", count: 50) + "b")
        #expect(!pattern.matches(String(repeating: "a", count: 1000)))
    }
}
