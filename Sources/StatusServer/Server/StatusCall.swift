/// A request as the pages see it.
struct StatusCall: Sendable {
    var method: String
    /// Of the path, decoded; empty for the front page.
    var segments: [String]
    var query: FormFields
    /// The `Host` header or its HTTP/2 likeness.
    var host: String?
    var authorization: String?
    var cookie: String?
    var ifNoneMatch: String?
    var origin: String?
    /// Whether a proxy before us says that the reader came over TLS.
    var isForwardedTLS = false
    /// Empty unless it is a form's post.
    var body = ""
    /// The address of the peer, without its port.
    var peer = ""

    /// Whether it is one of the machine's interfaces, which answer in JSON.
    var isAPI: Bool { segments.first == "api" }
}
