/// Why a page cannot be shown; the sentence is for the reader.
enum PageError: Error, Hashable, Sendable {
    case badRequest(String)
    case notFound(String)
    case methodNotAllowed(allowed: String)
    /// The `Host` of the request is not one of ours.
    case misdirected
    case unauthorized
    case forbidden(String)
    /// Too many failed logins; the seconds after which the next is looked at.
    case tooManyAttempts(retryAfter: Int)
    case tooLarge

    var status: Int {
        switch self {
        case .badRequest: 400
        case .notFound: 404
        case .methodNotAllowed: 405
        case .misdirected: 421
        case .unauthorized: 401
        case .forbidden: 403
        case .tooManyAttempts: 429
        case .tooLarge: 413
        }
    }

    var sentence: String {
        switch self {
        case .badRequest(let sentence), .notFound(let sentence), .forbidden(let sentence): sentence
        case .methodNotAllowed(let allowed): "only \(allowed) is allowed here"
        case .misdirected: "this server is not called by the name in the request's Host header"
        case .unauthorized: "a token is needed: sign in, or send it as 'Authorization: Bearer'"
        case .tooManyAttempts(let seconds):
            "too many wrong tokens from this address, try again in \(seconds) s"
        case .tooLarge: "the request's body is too long"
        }
    }
}
