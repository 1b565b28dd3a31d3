import Policy
import UsageModel
import YAMLDocument

/// How long an account's policies take, in wall time of this machine.
struct PolicyMeasurement {
    let world: PolicyWorld
    /// Parsing the files and making the set.
    let load: Duration
    /// Every cell's effective policy, asked for the first time.
    let first: Duration
    /// The same once more, as the second plan of a cycle does.
    let again: Duration
    /// Cells for which a month is owed; printed, so that no part can be left out as unused.
    let owed: Int

    init(_ world: PolicyWorld) {
        self.world = world
        let sources = world.sources
        let facts = world.facts
        let now = Timestamp(startOf: BillingMonth(index: 24_322).firstDay)
        let clock = ContinuousClock()
        var set = PolicySet([])
        load = clock.measure {
            let loader = DocumentLoader(
                apiVersion: PolicySchema.apiVersion, kinds: [PolicySchema.kind])
            set = PolicyLoader.load(loader.load(sources).documents).policies
        }
        let policies = set
        var count = 0
        let ask = {
            for fact in facts where policies.effective(for: fact, at: now).months.since != nil {
                count += 1
            }
        }
        first = clock.measure(ask)
        again = clock.measure(ask)
        owed = count / 2
    }

    var whole: Duration { load + first + again }

    var row: [String] {
        [
            world.shape.rawValue, "\(world.documents)", "\(world.cellCount)",
            Self.milliseconds(load),
            Self.milliseconds(first), Self.milliseconds(again), Self.milliseconds(whole), "\(owed)",
        ]
    }

    private static func milliseconds(_ duration: Duration) -> String {
        let parts = duration.components
        return "\(parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000) ms"
    }
}
