import Testing
import UsageModel

@testable import UsageSources

/// Asks a vendor's API of a test.
enum HTTPBench {
    static let timeout = Duration.seconds(77)

    static func read(
        _ url: String, query: UsageQuery = FetchedBench.query,
        waits: FetchedBench.Waits = FetchedBench.Waits(limit: timeout), time: SourceTime? = nil,
        _ change: (inout HTTPSourceConfiguration) -> Void = { _ in }
    ) async throws -> UsageReading {
        var configuration = HTTPSourceConfiguration(name: "metering", urlTemplate: url)
        configuration.timeout = timeout
        change(&configuration)
        return await (try FetchedSource.http(configuration, time: time ?? waits.time)).read(query)
    }
}
