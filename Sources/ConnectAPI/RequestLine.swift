/// A request as errors name it: the method, the path after the endpoint, the query; never the key.
package struct RequestLine: Sendable, Hashable, CustomStringConvertible {
    package var method: String
    package var path: String
    /// Percent-encoded, empty where there is none.
    package var query: String

    package init(method: String, path: String, query: String = "") {
        self.method = method
        self.path = path
        self.query = query
    }

    /// Long lists of ids are cut.
    package var description: String {
        let shown = query.count > 200 ? query.prefix(200) + "..." : query[...]
        return shown.isEmpty ? "\(method) \(path)" : "\(method) \(path)?\(shown)"
    }
}
