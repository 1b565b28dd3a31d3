import StatusServer
import Testing
import UsageModel

struct WordsTests {
    @Test(arguments: ReasonCode.allCases)
    func `every reason has a meaning for a person`(_ reason: ReasonCode) {
        #expect(reason.meaning != reason.rawValue)
        #expect(reason.meaning.hasSuffix("."))
    }
}
