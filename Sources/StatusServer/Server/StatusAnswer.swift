/// An answer before it becomes bytes on a connection.
struct StatusAnswer: Sendable {
    enum ContentType: String, Sendable {
        case html = "text/html; charset=utf-8"
        case json = "application/json"
        case text = "text/plain; charset=utf-8"
        /// Of Prometheus' text format.
        case metrics = "text/plain; version=0.0.4; charset=utf-8"
    }

    var status = 200
    var type: ContentType
    var body: String
    /// Beside those that every answer has.
    var headers: [(name: String, value: String)] = []

    static func html(_ page: HTML, status: Int = 200) -> StatusAnswer {
        StatusAnswer(status: status, type: .html, body: page.text)
    }

    static func text(_ text: String, status: Int = 200) -> StatusAnswer {
        StatusAnswer(status: status, type: .text, body: text + "\n")
    }

    /// See-other: what a form's post leads to.
    static func redirect(to path: String, cookie: String) -> StatusAnswer {
        StatusAnswer(
            status: 303, type: .text, body: "",
            headers: [("Location", path), ("Set-Cookie", cookie)])
    }

    /// What every answer carries: nothing is kept by a browser or a proxy, framed, guessed at, or
    /// fetched from elsewhere.
    static let commonHeaders: [(name: String, value: String)] = [
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src \(StyleSheet.policySource); form-action 'self'; "
                + "base-uri 'none'; frame-ancestors 'none'"
        ),
        ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-store"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]
}
