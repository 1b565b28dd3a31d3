import ConnectAPI

/// A transport that answers everything with one status, or breaks where the path says so.
struct AnsweringTransport: HTTPTransport {
    var status = 200

    func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        if call.url.contains("/products/") { throw .answerTooLarge(limit: 1) }
        var headers = HeaderList()
        headers.append("Content-Type", "application/json")
        headers.append("Content-Range", "items 0-0/0")
        return HTTPAnswer(status: status, headers: headers, body: Array("[]".utf8))
    }
}
