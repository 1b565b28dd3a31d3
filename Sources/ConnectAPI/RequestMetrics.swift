import Metrics
import UsageModel

/// Counts and times the requests to Connect, through swift-metrics.
struct RequestMetrics: Sendable {
    /// What a request is for: one of a bounded set of words, whatever ids its path holds.
    static func operation(_ method: HTTPCall.Method, _ path: String) -> String {
        let parts = path.split(separator: "/")
        switch (method, parts.first ?? "", parts.count) {
        case (.get, "contracts", 1): return "listContracts"
        case (.get, "listings", 1): return "listListings"
        case (.get, "products", 1): return "listProducts"
        case (.get, "products", 2): return "getProduct"
        case (.get, "products", 3) where parts[2] == "items": return "listItems"
        case (.get, "marketplaces", 1): return "listMarketplaces"
        case (.get, "assets", 1): return "listSubscriptions"
        case (_, "usage", 2...): return usageOperation(method, parts)
        default: return "other"
        }
    }

    private static func usageOperation(
        _ method: HTTPCall.Method, _ parts: [Substring]
    ) -> String {
        switch (method, parts[1], parts.count) {
        case (.get, "files", 2): return "listUsageFiles"
        case (.get, "files", 3): return "getUsageFile"
        case (.post, "files", 2): return "createUsageFile"
        case (.put, "files", 3): return "updateUsageFile"
        case (.post, "files", 4):
            let words = [
                "upload": "uploadUsageFile", "submit": "submitUsageFile",
                "delete": "deleteUsageFile",
            ]
            return words[String(parts[3])] ?? "other"
        case (.get, "records", 2): return "listUsageRecords"
        default: return "other"
        }
    }

    /// Notes a request that was sent, or tried to be.
    ///
    /// - Parameter result: the HTTP status, or why there is none.
    static func record(
        _ call: HTTPCall.Method, _ path: String, took duration: Duration,
        result: Result<Int, TransportError>
    ) {
        let operation = operation(call, path)
        let code =
            switch result {
            case .success(let status): "\(status)"
            case .failure(let error): error.label
            }
        Counter(
            label: "usagectl_api_requests_total",
            dimensions: [("operation", operation), ("code", code)]
        ).increment()
        let parts = duration.components
        Timer(
            label: "usagectl_api_request_duration_seconds", dimensions: [("operation", operation)]
        ).recordNanoseconds(parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000)
    }
}

extension TransportError {
    /// A bounded word for metrics.
    var label: String {
        switch self {
        case .connectFailed: "connectFailed"
        case .cancelledBeforeSending: "cancelledBeforeSending"
        case .fileUnreadable: "fileUnreadable"
        case .invalidRequest: "invalidRequest"
        case .timeout: "timeout"
        case .connectionBroken: "connectionBroken"
        case .answerTooLarge: "answerTooLarge"
        case .cancelled: "cancelled"
        }
    }
}
