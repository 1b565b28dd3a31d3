import Reconciliation
import TestSupport
import Testing
import UsageModel

/// A submit rests on a list that is not old.
struct MachineGateAgeTests {
    private typealias Machine = MachineScriptTests

    @Test func `a list that grew old is replaced, however often, before the submit`() {
        let old: [CellMachine.Event] = [.listed([Machine.ready]), .listGrewOld]
        let (writes, outcome) = Machine.play(
            Machine.order(.create),
            Machine.throughUpload + (0..<5).flatMap { _ in old }
                + [.listed([Machine.ready]), .submitted, .listed([Machine.own(.pending)])])
        // The submits that were asked for and not sent are not counted as tries.
        #expect(writes == Machine.all + Array(repeating: "submit UF-1", count: 5))
        #expect(outcome?.result == .submitted)
    }

    @Test func `whoever submitted behind a list that grew old is seen`() {
        let (writes, outcome) = Machine.play(
            Machine.order(.create),
            Machine.throughUpload + [
                .listed([Machine.ready]), .listGrewOld,
                .listed([Machine.ready, .foreign("UF-9", .pending)]),
            ])
        #expect(writes == Machine.all)
        #expect(outcome?.result == .held)
        #expect(outcome?.error?.contains("UF-9") == true)
    }
}
