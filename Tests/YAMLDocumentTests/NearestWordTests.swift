import Testing
import YAMLDocument

struct NearestWordTests {
    @Test(
        arguments: [
            ("sinc", "since"), ("snice", "since"), ("SINCE", "since"), ("untill", "until"),
            ("onInvlid", "onInvalid"), ("xyz", nil), ("", nil), ("s", nil),
        ] as [(String, String?)])
    func `near words are found and far ones are not`(typed: String, expected: String?) {
        #expect(NearestWord.of(typed, in: ["since", "until", "onInvalid"]) == expected)
    }

    @Test func `the first of equally near words is taken`() {
        #expect(NearestWord.of("cat", in: ["bat", "rat"]) == "bat")
    }
}
