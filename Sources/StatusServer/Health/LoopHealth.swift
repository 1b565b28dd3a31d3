package import UsageModel

/// How the loop fares, at one instant.
package struct LoopHealth: Hashable, Sendable {
    /// The last sign of life.
    package var heartbeat: Timestamp
    /// Between two cycles.
    package var interval: Duration
    /// What is wrong with the configuration as it stands on the disk; empty where it is valid.
    package var configurationProblems: [String] = []
    /// Whether the platform took the key; nil before it was asked.
    package var isKeyAccepted: Bool?
    /// The last observation that was proven complete, nil before the first.
    package var lastProvenObservation: Timestamp?
    /// Why the last cycle gave no verdict; nil where it gave one.
    package var failure: String?
    /// By report id, for the latest cycles.
    package var durations: [String: Duration] = [:]

    package init(heartbeat: Timestamp, interval: Duration) {
        self.heartbeat = heartbeat
        self.interval = interval
    }

    /// How long the loop may be silent before it is taken for dead.
    package var longestSilence: Duration { interval * 3 }

    /// Whether the loop gave a sign of life within three intervals.
    ///
    /// Connect's own health does not count: a restart of this process mends nothing there.
    package func isAlive(at now: Timestamp) -> Bool {
        now.since(heartbeat) <= longestSilence
    }

    /// What is still missing for the loop to be ready, a sentence each.
    package var unready: [String] {
        var reasons = configurationProblems.map { "the configuration is not valid: \($0)" }
        switch isKeyAccepted {
        case nil: reasons.append("the key was not tried yet")
        case false?: reasons.append("Connect refused the key")
        case true?: break
        }
        if lastProvenObservation == nil { reasons.append("no observation was proven complete yet") }
        return reasons
    }
}
