import UsageModel

/// Lets through who has the token, and who needs none.
struct Gate: Sendable {
    /// How a request showed that it may pass.
    enum Pass: Sendable {
        /// The server needs no token.
        case open
        case bearer
        case session
    }

    static let cookieName = "usagectl_session"

    let token: StatusToken?
    let attempts = AttemptLimiter()

    /// The pass of a request; throws where it has none.
    func pass(_ call: StatusCall, at now: Timestamp) throws(PageError) -> Pass {
        guard let token else { return .open }
        if let session = Self.session(in: call.cookie), token.isSession(session, at: now) {
            return .session
        }
        guard let bearer = Self.bearer(in: call.authorization) else { throw .unauthorized }
        try check(bearer, token, call, at: now)
        return .bearer
    }

    /// The cookie of a new session, for a form that holds the token.
    func logIn(_ call: StatusCall, at now: Timestamp) throws(PageError) -> String {
        guard let token else { throw .notFound("there is nothing to sign in to") }
        try refuseForeignForm(call)
        guard let form = FormFields(call.body) else { throw .badRequest("the form is malformed") }
        try check(form["token"] ?? "", token, call, at: now)
        let seconds = StatusToken.sessionLength.components.seconds
        return Self.cookie(token.session(from: now), seconds: seconds, call)
    }

    /// The cookie that ends a session.
    func logOut(_ call: StatusCall) throws(PageError) -> String {
        try refuseForeignForm(call)
        return Self.cookie("", seconds: 0, call)
    }

    private func check(
        _ text: String, _ token: StatusToken, _ call: StatusCall, at now: Timestamp
    ) throws(PageError) {
        if let seconds = attempts.secondsToWait(call.peer, at: now) {
            throw .tooManyAttempts(retryAfter: seconds)
        }
        guard token.isEqual(to: text) else {
            attempts.failed(call.peer, at: now)
            throw .unauthorized
        }
        attempts.succeeded(call.peer)
    }

    /// A form of another site may not sign anybody in or out.
    private func refuseForeignForm(_ call: StatusCall) throws(PageError) {
        guard let origin = call.origin, origin != "null" else { return }
        let host = origin.split(separator: "/").last.map(String.init)
        guard host?.lowercased() == call.host?.lowercased() else {
            throw .forbidden("the form came from another site")
        }
    }

    /// Only sent to us, never to a script; `Secure` where the reader came over TLS.
    private static func cookie(_ value: String, seconds: Int64, _ call: StatusCall) -> String {
        "\(cookieName)=\(value); Path=/; HttpOnly; SameSite=Strict; Max-Age=\(seconds)"
            + (call.isForwardedTLS ? "; Secure" : "")
    }

    private static func session(in cookie: String?) -> String? {
        for pair in (cookie ?? "").split(separator: ";") {
            let parts = pair.trimmingSpaces.split(separator: "=", maxSplits: 1)
            if parts.count == 2, parts[0] == cookieName { return String(parts[1]) }
        }
        return nil
    }

    private static func bearer(in authorization: String?) -> String? {
        guard let authorization, authorization.lowercased().hasPrefix("bearer ") else { return nil }
        return String(authorization.dropFirst("bearer ".count).trimmingSpaces)
    }
}
