/// One HTTP request as the client wants it sent.
package struct HTTPCall: Sendable, Equatable {
    package enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case put = "PUT"
    }

    /// What is sent after the head.
    package enum Body: Sendable, Equatable {
        case none
        /// JSON text; its content type goes with it.
        case json([UInt8])
        /// A file as the only part of `multipart/form-data`, read from disk while it is sent.
        case multipartFile(MultipartFile)
    }

    package var method: Method
    /// Absolute, percent-encoded.
    package var url: String
    package var headers: HeaderList
    package var body: Body
    /// For the whole exchange, from the connection to the last byte of the answer.
    package var timeout: Duration

    package init(
        method: Method, url: String, headers: HeaderList = HeaderList(), body: Body = .none,
        timeout: Duration
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }
}
