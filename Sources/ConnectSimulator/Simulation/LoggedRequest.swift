package import UsageModel

/// A request that the simulator has seen.
package struct LoggedRequest: Hashable, Sendable {
    package var method: String
    /// Below the base path.
    package var path: String
    package var query: String
    /// Nil where the connection was cut instead of an answer.
    package var status: Int?
    package var fault: FaultKind?
    /// By the simulator's clock.
    package var time: Timestamp

    var json: JSONValue {
        var json: JSONValue = [
            "method": .string(method), "path": .string(path), "query": .string(query),
            "status": status.map { JSONValue($0) } ?? .null, "at": .string(time.description),
        ]
        json.set("fault", fault?.rawValue)
        return json
    }
}
