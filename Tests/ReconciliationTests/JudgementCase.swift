import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// An arrangement of the small world, and what is decided about its cell.
struct JudgementCase: Sendable, CustomTestStringConvertible {
    var reason: String
    var state: CellState
    var verb: Decision.Verb
    var code: ReasonCode
    var steps: [Step]
    var arrange: @Sendable (inout ObservedWorld) -> Void

    var testDescription: String { reason }

    init(
        _ reason: String, _ state: CellState, _ verb: Decision.Verb, _ code: ReasonCode,
        _ steps: [Step] = [], _ arrange: @escaping @Sendable (inout ObservedWorld) -> Void
    ) {
        self.reason = reason
        self.state = state
        self.verb = verb
        self.code = code
        self.steps = steps
        self.arrange = arrange
    }

    /// Judges the world and compares; every decision that is not `none` names a command.
    func check(sourceLocation: SourceLocation = #_sourceLocation) throws {
        var world = ObservedWorld()
        arrange(&world)
        let planned = try #require(world.planned(), sourceLocation: sourceLocation)
        let decision = planned.decision
        #expect(planned.state == state, "\(decision.message)", sourceLocation: sourceLocation)
        #expect(decision.verb == verb, "\(decision.message)", sourceLocation: sourceLocation)
        #expect(decision.reason == code, "\(decision.message)", sourceLocation: sourceLocation)
        #expect(decision.steps == steps, sourceLocation: sourceLocation)
        #expect((decision.next == nil) == (verb == .none), sourceLocation: sourceLocation)
        #expect(!decision.message.isEmpty, sourceLocation: sourceLocation)
    }
}
