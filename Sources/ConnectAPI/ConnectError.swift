package import UsageModel

/// Why something asked of Connect was not answered.
package enum ConnectError: Error, Sendable, Equatable {
    /// A setting is wrong; nothing was sent.
    case configuration(String)
    /// The question cannot be put in the platform's query grammar; nothing was sent.
    case query(String)
    /// There was no whole answer.
    case transport(TransportError, RequestLine)
    /// The platform answered with another status than 2xx.
    case refused(Refusal)
    /// The answer is not one of Connect's API.
    case notConnect(RequestLine, String)
    /// A success whose body is not what the API describes.
    case undecodable(RequestLine, String)

    /// Whether and when the same request may be sent again; asked for GETs only.
    package var retry: Retry {
        switch self {
        case .transport(let error, _): error.isTransient ? .backoff : .no
        case .refused(let refusal): refusal.retry
        case .configuration, .query, .notConnect, .undecodable: .no
        }
    }

    /// What a write that ended so has done.
    package var outcome: WriteOutcome.Result {
        switch self {
        case .configuration, .query: .notSent
        case .transport(let error, _): error.isBeforeSending ? .notSent : .unknown
        case .refused(let refusal): refusal.outcome
        case .notConnect, .undecodable: .unknown
        }
    }

    /// A bounded word for metrics.
    package var label: String {
        switch self {
        case .configuration: "configuration"
        case .query: "query"
        case .transport(.timeout, _): "timeout"
        case .transport(.connectFailed, _): "connect"
        case .transport: "transport"
        case .refused(let refusal):
            switch refusal.status {
            case 401, 403, 404, 429: "http\(refusal.status)"
            case 300..<400: "redirect"
            case 400..<500: "http4xx"
            default: "http5xx"
            }
        case .notConnect: "notConnect"
        case .undecodable: "undecodable"
        }
    }
}

/// Whether a request may be repeated.
package enum Retry: Sendable, Equatable {
    case no
    /// Not before the platform's own word.
    case after(Duration)
    case backoff
}

extension ConnectError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .configuration(let text): text
        case .query(let text): text
        case .transport(let error, let line): "\(line): \(error)"
        case .refused(let refusal): refusal.description
        case .notConnect(let line, let reason):
            "\(line): \(reason); the endpoint is not Connect's API, "
                + "expected one like 'https://api.connect.cloudblue.com/public/v1'"
        case .undecodable(let line, let reason): "\(line): unexpected answer (\(reason))"
        }
    }
}
