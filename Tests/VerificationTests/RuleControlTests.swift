import Policy
import Reconciliation
import Testing
import UsageModel
import Verification

/// Breaks the rules on purpose: a rule that was never seen to be broken may be one that holds of
/// anything. What protections guard, `MutationTests` breaks by switching them off.
struct RuleControlTests {
    struct Control: Sendable, CustomTestStringConvertible {
        let rule: Violation.Rule
        let start: StartingState
        var controllers = CaseSetting.Controllers.one

        var testDescription: String { start.name }
    }

    static let controls: [Control] = [
        Control(
            rule: .heldCell,
            start: StartingState("our draft, called left", .draft, .left(.rejected)) {
                $0.ours(.draft)
            }),
        Control(
            rule: .heldCell,
            start: StartingState("rejected, sent again though nobody asked", .rejected) {
                $0.ours(.rejected, upload: .pinned)
                $0.askToResend()
                $0.scene.mayResend = false
            }),
        Control(
            rule: .rightEnd,
            start: StartingState("nothing there, called rejected", .missing, .held(.rejected)) {
                _ in
            }),
        Control(
            rule: .rightEnd,
            start: StartingState("pending, called deleted", .inSync, .left(.deletedByPerson)) {
                $0.ours(.pending, upload: .pinned)
            }, controllers: .two),
        Control(
            rule: .rightEnd,
            start: StartingState("gone from the plan", .unexpected, .left(.notOwed)) {
                $0.policy { $0.report = false }
            }, controllers: .successor),
        Control(
            rule: .convergence,
            start: StartingState("no upload is ever taken", .draft, .held(.draftResume)) {
                $0.platform.flaw = .refusesUploads
                $0.ours(.draft)
            }),
        Control(
            rule: .quiet,
            start: StartingState("rows are lost for ever", .draft) {
                $0.platform.flaw = .losesRows
                $0.ours(.draft)
            }),
        Control(
            rule: .conservation,
            start: StartingState("a record is lost between the vendor and the plan", .draft) {
                $0.ours(.draft)
                let cell = $0.scene.cell
                $0.scene.scene.records[cell, default: 0] += 1
            }),
        Control(
            rule: .conservation,
            start: StartingState("a submitted file has a row too few", .inSync, .left(.submitted)) {
                builder in
                let id = builder.ours(.pending, upload: .pinned)
                builder.platform.change(placed: id) { $0.rows -= 1 }
            }),
    ]

    @Test(arguments: controls)
    func `a rule that is broken on purpose is found broken`(_ control: Control) throws {
        var setting = CaseSetting()
        setting.controllers = control.controllers
        let violation = #expect(throws: Violation.self) {
            _ = try Explorer.explore(control.start, setting)
        }
        let found = try #require(violation)
        #expect(found.rule == control.rule, "\(found)")
    }

    @Test func `every rule was seen to be broken`() {
        let seen = Set(Self.controls.map(\.rule)).union(MutationTests.mutations.map(\.rule))
        #expect(seen == Set(Violation.Rule.allCases))
    }
}
