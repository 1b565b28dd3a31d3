import Foundation
package import UsageModel

/// The time by which a source waits, and its dice; tests bring their own.
package struct SourceTime: Sendable {
    /// Waits, or throws where its task is cancelled.
    package var sleep: @Sendable (Duration) async throws -> Void
    /// The wall clock.
    package var now: @Sendable () -> Timestamp
    /// 0 up to, not including, 1.
    package var random: @Sendable () -> Double

    package init(
        sleep: @escaping @Sendable (Duration) async throws -> Void,
        now: @escaping @Sendable () -> Timestamp,
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
    ) {
        self.sleep = sleep
        self.now = now
        self.random = random
    }
}

extension SourceTime {
    /// The machine's clock.
    package static let system = SourceTime(
        sleep: { try await ContinuousClock().sleep(for: $0) },
        now: { Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000)) })
}
