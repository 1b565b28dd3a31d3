import Reconciliation
import TestSupport
import Testing
import UsageModel

/// What a comparison says of cells in which both sides seem to have nothing.
struct ShadowVerdictTests {
    private static func verdicts(_ world: ObservedWorld) -> [ShadowVerdict] {
        ShadowComparison([world.report()]).cells.map(\.verdict)
    }

    /// A world in which the only cell's source attests zero, and its neighbour has usage.
    private static var quiet: ObservedWorld {
        var world = ObservedWorld()
        world.addBusyNeighbour()
        world.answer(.zero)
        return world
    }

    @Test func `a zero that would be taken agrees with no file`() {
        #expect(Self.verdicts(Self.quiet).contains(.agrees))
    }

    @Test func `a zero that a person would have to look at agrees with nothing`() {
        var world = Self.quiet
        world.usage.unattributed = [
            UnattributedUsage(
                product: ObservedWorld.product, month: ObservedWorld.cell.month, records: 1,
                reason: .subscriptionUnknown, examples: ["AS-9"])
        ]
        #expect(!Self.verdicts(world).contains(.agrees))
        #expect(Self.verdicts(world).contains(.wouldHold))
    }
}
