import Testing
import UsageModel
import Verification

/// Switches off one protection after the other: without it some rule is broken. A protection that
/// nothing misses would be a missing test.
struct MutationTests {
    struct Mutation: Sendable, CustomTestStringConvertible {
        let protection: Protection
        let start: String
        var controllers = CaseSetting.Controllers.one
        var lag = 0
        var faults = 1
        var meddlings = 0
        var named = true
        var pausesMidway = false
        let rule: Violation.Rule

        var testDescription: String { protection.rawValue }

        var setting: CaseSetting {
            var setting = CaseSetting()
            setting.controllers = controllers
            setting.lag = lag
            setting.faults = faults
            setting.meddlings = meddlings
            setting.answersNameTheTime = named
            setting.pausesMidway = pausesMidway
            return setting
        }
    }

    static let mutations: [Mutation] = [
        Mutation(protection: .intentFirst, start: "nothing there", rule: .intentFirst),
        Mutation(protection: .searchBeforeCreate, start: "nothing there", rule: .emptyCell),
        Mutation(protection: .listBeforeSubmit, start: "ready, pinned", rule: .lookBeforeSubmit),
        Mutation(
            protection: .wholeListBeforeSubmit, start: "ready, pinned", rule: .lookBeforeSubmit),
        Mutation(
            protection: .freshListBeforeSubmit, start: "ready, pinned", controllers: .two,
            faults: 0, pausesMidway: true, rule: .lookBeforeSubmit),
        Mutation(
            protection: .uploadBeforeItsAnswer, start: "our draft", faults: 0, meddlings: 1,
            named: false, rule: .rightContent),
        Mutation(
            protection: .countsAgree, start: "ready, a row lost", faults: 0, meddlings: 1,
            rule: .conservation),
        Mutation(
            protection: .reportAfterSubmit, start: "ready, pinned", faults: 0, meddlings: 1,
            rule: .reportedAtOnce),
        Mutation(
            protection: .noOtherLiveFile, start: "nothing there", controllers: .two, lag: 1,
            faults: 0, rule: .oneSubmittedFile),
        Mutation(
            protection: .pinnedUpload, start: "ready, uploaded again by a person",
            rule: .rightContent),
        Mutation(
            protection: .staleUploadedAgain, start: "ready, other rows than today",
            rule: .rightContent),
        Mutation(protection: .survivorStays, start: "two drafts of ours", rule: .survivor),
        Mutation(
            protection: .identityInMarker, start: "a draft of another identity",
            rule: .leaveOthersAlone),
        Mutation(
            protection: .unknownStatusOccupies, start: "ours in an unknown status",
            rule: .emptyCell),
        Mutation(
            protection: .waitBeforeTakeover, start: "a fresh draft of another ledger",
            rule: .takeover),
        Mutation(
            protection: .proofKnownFiles, start: "nothing there", lag: 1,
            rule: .provenObservation),
    ]

    @Test(arguments: mutations)
    func `without a protection a rule is broken`(_ mutation: Mutation) throws {
        let start = try #require(StartingState.all.first { $0.name == mutation.start })
        let violation = Protection.$off.withValue([mutation.protection]) {
            #expect(throws: Violation.self) {
                _ = try Explorer.explore(start, mutation.setting)
            }
        }
        let found = try #require(violation)
        #expect(found.rule == mutation.rule, "\(found)")
    }

    @Test(arguments: mutations)
    func `with it none is`(_ mutation: Mutation) throws {
        let start = try #require(StartingState.all.first { $0.name == mutation.start })
        #expect(try Explorer.explore(start, mutation.setting).ends > 0)
    }

    @Test func `every protection of the machine has its mutation`() {
        // The clauses of the proof and the single sending of writes are the client's, a person's
        // word is the ledger's: the controller's tests switch them off.
        let elsewhere = Protection.allCases.filter {
            $0.rawValue.hasPrefix("proof") || $0 == .noWriteRetry || $0 == .leaveStillGiven
        }
        let here = Set(Self.mutations.map(\.protection))
        #expect(here.union(elsewhere) == Set(Protection.allCases))
    }
}
