/// A request as the platform's model sees it, free of transport.
package struct PlatformRequest: Sendable {
    package enum Body: Sendable {
        case none
        case bytes([UInt8])
        /// The part `usage_file` of an upload.
        case workbook(WorkbookUpload)
    }

    /// In capitals.
    package var method: String
    /// Below the base path, `/usage/files` for instance.
    package var path: String
    /// As it stands behind the question mark, still percent-encoded; empty where there is none.
    package var rawQuery: String
    /// Names in small letters.
    package var headers: [String: String]
    package var body: Body

    package init(
        method: String, path: String, rawQuery: String = "", headers: [String: String] = [:],
        body: Body = .none
    ) {
        self.method = method
        self.path = path
        self.rawQuery = rawQuery
        self.headers = headers
        self.body = body
    }

    /// The body as JSON: nil where there is none.
    func json() throws(JSONError) -> JSONValue? {
        guard case .bytes(let bytes) = body, !bytes.isEmpty else { return nil }
        return try JSONValue(jsonBytes: bytes)
    }
}
