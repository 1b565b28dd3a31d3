/// Why a request got no whole answer.
package enum TransportError: Error, Sendable, Equatable {
    /// No connection was established, so nothing was sent.
    case connectFailed(String)
    /// Cancelled while it waited for its turn, so nothing was sent.
    case cancelledBeforeSending
    /// The file to send could not be opened or read, so nothing usable was sent.
    case fileUnreadable(path: String, reason: String)
    /// The URL or a header is not one that can be sent.
    case invalidRequest(String)
    /// No whole answer within the time limit.
    case timeout
    /// The connection broke after it was established.
    case connectionBroken(String)
    /// The answer's body is longer than the client takes.
    case answerTooLarge(limit: Int)
    /// Cancelled after sending may have begun.
    case cancelled

    /// Whether it is certain that the server never saw the request.
    package var isBeforeSending: Bool {
        switch self {
        case .connectFailed, .cancelledBeforeSending, .fileUnreadable, .invalidRequest: true
        case .timeout, .connectionBroken, .answerTooLarge, .cancelled: false
        }
    }

    /// Whether the same request may fare better later.
    var isTransient: Bool {
        switch self {
        case .connectFailed, .timeout, .connectionBroken: true
        case .cancelledBeforeSending, .fileUnreadable, .invalidRequest, .answerTooLarge,
            .cancelled:
            false
        }
    }
}

extension TransportError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .connectFailed(let reason): "no connection could be established (\(reason))"
        case .cancelledBeforeSending: "cancelled before it was sent"
        case .fileUnreadable(let path, let reason): "cannot read the file '\(path)' (\(reason))"
        case .invalidRequest(let reason): "the request cannot be sent (\(reason))"
        case .timeout: "no answer within the time limit (spec.connect.timeout)"
        case .connectionBroken(let reason): "the connection broke (\(reason))"
        case .answerTooLarge(let limit): "the answer is longer than \(limit) bytes"
        case .cancelled: "cancelled while it was under way"
        }
    }
}
