package import UsageModel

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The machine's clocks.
package struct SystemConnectClock: ConnectClock {
    private let start = ContinuousClock.now

    package init() {}

    package var uptime: Duration { ContinuousClock.now - start }

    package var now: Timestamp {
        Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }

    package func sleep(for duration: Duration) async throws {
        try await ContinuousClock().sleep(for: duration)
    }
}
