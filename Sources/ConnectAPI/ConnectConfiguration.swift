package import UsageModel

/// Where Connect is, who we are there, and how hard we may press.
package struct ConnectConfiguration: Sendable, Equatable {
    package var endpoint: Endpoint
    package var apiKey: APIKey
    /// Where the key was read, for the message that it is wrong; never the key.
    package var apiKeyOrigin: String?
    /// Of all requests together.
    package var requestsPerSecond: Double
    /// Requests under way at one time.
    package var concurrency: Int
    /// For one request, whole.
    package var timeout: Duration
    package var retry: RetryPolicy
    package var userAgent: String

    /// - Throws: ``ConnectError/configuration(_:)``, which names the value and what was expected.
    package init(
        endpoint: String, apiKey: String, apiKeyOrigin: String? = nil,
        requestsPerSecond: Double = 8, concurrency: Int = 4, timeout: Duration = .seconds(300),
        retry: RetryPolicy = RetryPolicy(), version: String = "dev"
    ) throws(ConnectError) {
        self.endpoint = try Endpoint(endpoint)
        self.apiKey = try APIKey(apiKey, origin: apiKeyOrigin)
        self.apiKeyOrigin = apiKeyOrigin
        self.requestsPerSecond = requestsPerSecond
        self.concurrency = concurrency
        self.timeout = timeout
        self.retry = retry
        userAgent = "usagectl/\(version)"
        try validate()
    }

    private func validate() throws(ConnectError) {
        guard requestsPerSecond > 0, requestsPerSecond <= 1000 else {
            throw .configuration(
                "requestsPerSecond is \(requestsPerSecond), expected more than 0 and at most 1000")
        }
        guard (1...64).contains(concurrency) else {
            throw .configuration("concurrency is \(concurrency), expected 1 to 64")
        }
        guard timeout >= .milliseconds(1), timeout <= .seconds(86_400) else {
            throw .configuration("timeout is \(timeout), expected 1 ms to 24 h")
        }
        guard (1...20).contains(retry.attempts), retry.base >= .zero, retry.cap >= retry.base else {
            throw .configuration(
                "the retry policy is \(retry), expected 1 to 20 attempts and a cap of at least "
                    + "the base")
        }
    }
}
