import TestSupport
import UsageModel

/// Plays scripts on the model and on the simulator's pure platform, at the same times.
struct AgreementBench: Sendable {
    /// The time that the simulator takes over an upload. The model leaves it to its caller, so that
    /// the two agree only for the bench's own.
    static let processing = Duration.seconds(20)

    static let cell = SimulatedAccount().cell(0, 0, BillingMonth(index: 2026 * 12 + 9))
    static let marker = "ours"

    var simulatorTakes = processing

    /// The first difference after any step, nil where there is none.
    func disagreement(after steps: [AgreementStep]) throws -> Disagreement? {
        try play(steps).disagreement
    }

    /// All that was seen on the way, so that a test can tell a blind script from a good one.
    func play(
        _ steps: [AgreementStep]
    ) throws -> (disagreement: Disagreement?, seen: Set<String>) {
        var pair = PlatformPair(simulatorTakes: simulatorTakes)
        for (number, step) in steps.enumerated() {
            if let what = try pair.take(step) ?? pair.difference() {
                let found = Disagreement(steps: Array(steps[...number]), what: what)
                return (found, pair.seen)
            }
        }
        return (nil, pair.seen)
    }
}
