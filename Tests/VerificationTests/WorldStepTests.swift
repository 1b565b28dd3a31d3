import Testing
import Verification

struct WorldStepTests {
    @Test func `a step has its number`() {
        #expect(WorldStep(number: 3).number == 3)
    }
}
