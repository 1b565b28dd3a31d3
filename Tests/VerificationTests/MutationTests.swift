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
        let rules: Set<Violation.Rule>

        var testDescription: String { protection.rawValue }

        var setting: CaseSetting {
            var setting = CaseSetting()
            setting.controllers = controllers
            setting.lag = lag
            setting.faults = faults
            return setting
        }
    }

    static let mutations: [Mutation] = [
        Mutation(protection: .intentFirst, start: "nothing there", rules: [.intentFirst]),
        Mutation(protection: .searchBeforeCreate, start: "nothing there", rules: [.emptyCell]),
        Mutation(protection: .listBeforeSubmit, start: "ready, pinned", rules: [.lookBeforeSubmit]),
        Mutation(
            protection: .noOtherLiveFile, start: "nothing there", controllers: .two, lag: 1,
            faults: 0, rules: [.oneSubmittedFile]),
        Mutation(
            protection: .pinnedUpload, start: "ready, uploaded again by a person",
            rules: [.rightContent]),
        Mutation(
            protection: .staleUploadedAgain, start: "ready, other rows than today",
            rules: [.rightContent]),
        Mutation(protection: .survivorStays, start: "two drafts of ours", rules: [.survivor]),
        Mutation(
            protection: .identityInMarker, start: "a draft of another identity",
            rules: [.leaveOthersAlone]),
        Mutation(
            protection: .unknownStatusOccupies, start: "ours in an unknown status",
            rules: [.emptyCell]),
        Mutation(
            protection: .waitBeforeTakeover, start: "a fresh draft of another ledger",
            rules: [.takeover]),
        Mutation(
            protection: .proofKnownFiles, start: "nothing there", lag: 1,
            rules: [.provenObservation]),
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
        #expect(mutation.rules.contains(found.rule), "\(found)")
    }

    @Test(arguments: mutations)
    func `with it none is`(_ mutation: Mutation) throws {
        let start = try #require(StartingState.all.first { $0.name == mutation.start })
        #expect(try Explorer.explore(start, mutation.setting).ends > 0)
    }

    @Test func `every protection of the machine has its mutation`() {
        // The clauses of the proof and the single sending of writes are the client's: its own tests
        // switch them off.
        let elsewhere = Protection.allCases.filter {
            $0.rawValue.hasPrefix("proof") || $0 == .noWriteRetry
        }
        let here = Set(Self.mutations.map(\.protection))
        #expect(here.union(elsewhere) == Set(Protection.allCases))
    }
}
