import NIOConcurrencyHelpers
import Testing
import UsageModel

@testable import UsageSources

/// What tests of sources that are asked have in common.
enum FetchedBench {
    static let october = SourceBench.october
    static let query = UsageQuery(months: [october], products: ["P1"])

    /// Waits that take no time, noted as they come.
    final class Waits: Sendable {
        private let box = NIOLockedValueBox<[Duration]>([])
        /// Waits of as long are never over, as an answer comes first.
        let limit: Duration

        init(limit: Duration) {
            self.limit = limit
        }

        var all: [Duration] { box.withLockedValue(\.self) }

        /// A clock that stands at the first of November; its dice show the middle.
        var time: SourceTime {
            SourceTime(
                sleep: { duration in
                    if duration == self.limit { try await Task.never() }
                    try Task.checkCancellation()
                    self.box.withLockedValue { $0.append(duration) }
                },
                now: { Timestamp("2026-11-01T00:00:00Z") ?? .distantPast }, random: { 0.5 })
        }
    }

    /// A JSON record of `P1` in October.
    static func record(_ number: Int, product: String = "P1") -> String {
        """
        {"product_id":"\(product)","subscription_id":"AS-\(number)","item_mpn":"M","quantity":1,\
        "start_time_utc":"2026-10-05","end_time_utc":"2026-10-05"}
        """
    }

    static func array(_ numbers: some Sequence<Int>) -> String {
        "[" + numbers.map { record($0) }.joined(separator: ",") + "]"
    }
}

extension Task where Success == Never, Failure == Never {
    /// Waits until the task is cancelled.
    static func never() async throws {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        for await _ in stream {}
        withExtendedLifetime(continuation) {}
        try Task.checkCancellation()
    }
}

extension UsageReading {
    /// The reason for which a product's October is unknown; nil if it is known.
    func reason(_ product: ProductID = "P1") -> String? {
        let scope = UsageScope(product: product, month: SourceBench.october)
        guard case .unknown(let reason)? = statements[scope] else { return nil }
        return reason
    }

    var isKnown: Bool {
        statements[UsageScope(product: "P1", month: SourceBench.october)] == .known
    }

    /// What names the subscriptions, in order.
    var subscriptions: [String] { allRecords.map(\.subscription).sorted() }

    var origins: [String] { allRecords.map { "\($0.origin)" } }
}
