import ConnectAPI
import Reconciliation
import UsageModel

/// The platform's clock against the time that a cycle plans with.
///
/// A clock may be set while lists are read. So the time of the plan itself is held against what the
/// first and the last answer say, less what has passed in between by the uptime, which nobody sets;
/// and this machine's clock as it is now, which times are recorded with, against the last answer.
struct ClockProof {
    /// The evaluating time.
    let now: Timestamp
    /// The client's uptime when that was the time.
    let uptime: Duration
    /// How far the evaluating clock was moved ahead of real time on purpose.
    let offset: Duration
    /// Whether an observation without any date of the platform is to be doubted.
    let isRequired: Bool

    /// Why the clock cannot be relied on, nil where it can.
    func doubt(first: ServerDate?, last: ServerDate?) -> String? {
        guard let first, let last else {
            return isRequired ? ObservationProof.doubtOfMissingDate : nil
        }
        for ahead in [planned(first), planned(last), last.ahead] {
            // A simulator's clock may have been moved together with ours.
            let doubt = ObservationProof.doubt(clocksAhead: [ahead, ahead - offset])
            if let doubt { return doubt }
        }
        return nil
    }

    /// How far the evaluating time is ahead of what the platform's was at that moment.
    private func planned(_ date: ServerDate) -> Duration {
        now.since(date.server.adding(.zero - (date.uptime - uptime)))
    }
}
