/// An answer of the platform's model, free of transport.
package struct PlatformResponse: Hashable, Sendable {
    package var status: Int
    /// Names in small letters.
    package var headers: [String: String]
    package var body: [UInt8]

    package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package static func json(
        _ status: Int, _ value: JSONValue, headers: [String: String] = [:]
    ) -> PlatformResponse {
        var headers = headers
        headers["content-type"] = "application/json"
        return PlatformResponse(status: status, headers: headers, body: value.jsonBytes)
    }

    /// The plain text that comes where the platform itself fails.
    package static func text(_ status: Int, _ text: String) -> PlatformResponse {
        PlatformResponse(
            status: status, headers: ["content-type": "text/plain"], body: Array(text.utf8))
    }

    static func list(_ page: Page) -> PlatformResponse {
        .json(200, .array(page.rows), headers: ["content-range": page.contentRange])
    }

    package static func failure(_ error: PlatformError) -> PlatformResponse {
        .json(
            error.status,
            [
                "error_code": .string(error.code),
                "errors": .array(error.messages.map(JSONValue.string)),
            ])
    }

    /// The body as JSON, nil where it is none.
    package var json: JSONValue? { try? JSONValue(jsonBytes: body) }
}
