import UsageModel

/// An answer of another status than 2xx.
package struct Refusal: Sendable, Equatable {
    package var status: Int
    /// `VAL_001` for instance; an opaque string, often absent.
    package var code: String?
    /// The server's own sentences.
    package var sentences: [String]
    package var request: RequestLine
    package var retryAfter: Duration?
    /// Where the key was read; for 401.
    package var apiKeyOrigin: String?

    package init(
        status: Int, code: String? = nil, sentences: [String] = [], request: RequestLine,
        retryAfter: Duration? = nil, apiKeyOrigin: String? = nil
    ) {
        self.status = status
        self.code = code
        self.sentences = sentences
        self.request = request
        self.retryAfter = retryAfter
        self.apiKeyOrigin = apiKeyOrigin
    }

    var retry: Retry {
        switch status {
        case 429, 500..<600: retryAfter.map(Retry.after) ?? .backoff
        case 408: .backoff
        default: .no
        }
    }

    /// A 408 may come from a proxy whose server went on; a redirect was not followed, so the
    /// request reached nobody who would act on it.
    var outcome: WriteOutcome.Result {
        switch status {
        case 429: .notSent
        case 408, 500...: .unknown
        case 300..<500: .refused
        default: .unknown
        }
    }
}

extension Refusal: CustomStringConvertible {
    package var description: String {
        var text = "\(request): HTTP \(status)"
        if let code { text += " \(code)" }
        if !sentences.isEmpty {
            text += " " + sentences.map { "'\($0)'" }.joined(separator: ", ")
        }
        if let remedy { text += "; \(remedy)" }
        return text
    }

    private var remedy: String? {
        switch status {
        case 300..<400:
            "redirects are not followed, set the endpoint to the address that serves the API"
        case 401:
            "the API key is wrong or was revoked, it is configured in "
                + (apiKeyOrigin
                    ?? "spec.connect.apiKeyFile, CONNECT_API_KEY_FILE or CONNECT_API_KEY")
        case 403:
            "the API key belongs to the other side (expected a vendor's) or lacks a module "
                + "(expected Usage, Products, Contracts, Listings and Subscriptions)"
        case 404:
            "there is no such object, or the endpoint lacks its path ('/public/v1')"
        case 429:
            "the rate limit was reached, lower spec.connect.requestsPerSecond"
        default: nil
        }
    }
}
