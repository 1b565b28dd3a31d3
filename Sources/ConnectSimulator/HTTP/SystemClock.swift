import Foundation
package import UsageModel

/// The machine's own time.
package enum SystemClock {
    package static let now: @Sendable () -> Timestamp = {
        Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }
}
