import CoreMetrics
import NIOConcurrencyHelpers

/// A sum that only grows.
final class CounterSeries: CounterHandler, FloatingPointCounterHandler {
    private let sum = NIOLockedValueBox(0.0)

    var value: Double { sum.withLockedValue { $0 } }

    func increment(by amount: Int64) { increment(by: Double(amount)) }

    /// What would make it shrink, or is no number, is no count and is left out.
    func increment(by amount: Double) {
        guard amount > 0, amount.isFinite else { return }
        sum.withLockedValue { $0 += amount }
    }

    func reset() { sum.withLockedValue { $0 = 0 } }
}

/// A value that goes up and down.
final class GaugeSeries: MeterHandler, RecorderHandler {
    private let current = NIOLockedValueBox(0.0)

    var value: Double { current.withLockedValue { $0 } }

    func set(_ value: Int64) { set(Double(value)) }

    func set(_ value: Double) { current.withLockedValue { $0 = value } }

    func increment(by amount: Double) { current.withLockedValue { $0 += amount } }

    func decrement(by amount: Double) { increment(by: -amount) }

    func record(_ value: Int64) { set(value) }

    func record(_ value: Double) { set(value) }
}

/// How often values of each size occurred.
final class HistogramSeries: RecorderHandler, TimerHandler {
    /// The counts of a histogram at one instant.
    struct Snapshot {
        /// One for each bound, not yet summed up, and one more for what is above all of them.
        var counts: [Int]
        var sum = 0.0
        var total = 0
    }

    /// The upper bounds of the buckets, ascending; of times in seconds.
    let bounds: [Double]
    private let state: NIOLockedValueBox<Snapshot>

    init(bounds: [Double]) {
        self.bounds = bounds
        state = NIOLockedValueBox(Snapshot(counts: Array(repeating: 0, count: bounds.count + 1)))
    }

    var snapshot: Snapshot { state.withLockedValue { $0 } }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        guard value.isFinite else { return }
        let index = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLockedValue {
            $0.counts[index] += 1
            $0.sum += value
            $0.total += 1
        }
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1_000_000_000) }
}
