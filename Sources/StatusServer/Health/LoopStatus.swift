import NIOConcurrencyHelpers
package import UsageModel

/// Where the loop notes how it fares and the status server reads it; neither waits for the other.
package struct LoopStatus: Sendable {
    private let box: NIOLockedValueBox<LoopHealth>

    /// - Parameters:
    ///   - start: when the loop began; the first heartbeat.
    ///   - interval: between two cycles.
    package init(start: Timestamp, interval: Duration) {
        box = NIOLockedValueBox(LoopHealth(heartbeat: start, interval: interval))
    }

    /// How the loop fares now.
    package var health: LoopHealth { box.withLockedValue { $0 } }

    /// A sign of life: the loop calls it when a cycle begins, makes progress and ends.
    package func beat(at now: Timestamp) {
        box.withLockedValue { $0.heartbeat = max($0.heartbeat, now) }
    }

    /// The interval may change with the configuration.
    package func set(interval: Duration) {
        box.withLockedValue { $0.interval = interval }
    }

    /// Notes what is wrong with the configuration; empty where it is valid.
    package func set(configurationProblems problems: [String]) {
        box.withLockedValue { $0.configurationProblems = problems }
    }

    /// Notes whether the platform took the key.
    package func set(isKeyAccepted: Bool) {
        box.withLockedValue { $0.isKeyAccepted = isKeyAccepted }
    }

    /// Notes an observation that was proven complete; the key was accepted for it.
    package func provenObservation(at now: Timestamp) {
        box.withLockedValue {
            $0.lastProvenObservation = now
            $0.isKeyAccepted = true
        }
    }

    /// Notes why the last cycle gave no verdict; nil once one gave it again.
    package func set(failure: String?) {
        box.withLockedValue { $0.failure = failure }
    }

    /// Notes how long the cycle of a report took.
    package func cycle(_ report: String, took duration: Duration) {
        box.withLockedValue {
            // Ids sort by time: the oldest goes.
            if $0.durations.count >= Self.rememberedDurations, let oldest = $0.durations.keys.min()
            {
                $0.durations[oldest] = nil
            }
            $0.durations[report] = duration
        }
    }

    private static let rememberedDurations = 200
}
