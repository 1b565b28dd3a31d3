import NIOConcurrencyHelpers
import UsageModel

/// Slows down those who guess at the token: after a few failures an address waits a minute.
struct AttemptLimiter: Sendable {
    private struct Record {
        var failures = 0
        var last: Timestamp
    }

    private let records = NIOLockedValueBox<[String: Record]>([:])

    /// Failures that are let pass before the first wait.
    static let free = 5
    static let wait = Duration.seconds(60)
    /// More addresses than these are not remembered: the oldest is forgotten.
    static let mostPeers = 1000

    /// The seconds that the address still has to wait, nil if it may try.
    func secondsToWait(_ peer: String, at now: Timestamp) -> Int? {
        records.withLockedValue { records in
            guard let record = records[peer], record.failures >= Self.free else { return nil }
            let left = Self.wait - now.since(record.last)
            guard left > .zero else { return nil }
            return max(1, Int(left.components.seconds))
        }
    }

    func failed(_ peer: String, at now: Timestamp) {
        records.withLockedValue { records in
            if records[peer] == nil, records.count >= Self.mostPeers,
                let oldest = records.min(by: { $0.value.last < $1.value.last })?.key
            {
                records[oldest] = nil
            }
            var record = records[peer] ?? Record(last: now)
            // After a wait that was kept an address has one more try, not five.
            record.failures += 1
            record.last = now
            records[peer] = record
        }
    }

    func succeeded(_ peer: String) {
        records.withLockedValue { $0[peer] = nil }
    }
}
