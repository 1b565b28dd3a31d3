/// A fault that meets the next matching requests instead of random ones.
package struct ScriptedFault: Hashable, Sendable {
    package var kind: FaultKind
    /// Nil for any method.
    package var method: String?
    /// A part of the path; nil for any path.
    package var path: String?
    /// Matching requests that pass before the first fault.
    package var skip: Int
    /// Requests that it still meets.
    package var times: Int

    package init(
        _ kind: FaultKind, method: String? = nil, path: String? = nil, skip: Int = 0, times: Int = 1
    ) {
        self.kind = kind
        self.method = method
        self.path = path
        self.skip = skip
        self.times = times
    }

    func matches(_ request: PlatformRequest) -> Bool {
        times > 0 && (method == nil || method == request.method)
            && (path.map { request.path.contains($0) } ?? true)
    }
}

extension ScriptedFault {
    /// Reads `{"kind": "lost", "method": "POST", "path": "/submit", "skip": 0, "times": 1}`.
    init(json: JSONValue) throws(FaultError) {
        let word = json["kind"]?.plainText ?? ""
        guard let kind = FaultKind(rawValue: word) else { throw .unknownKind(word) }
        self.init(
            kind, method: json["method"]?.string?.uppercased(), path: json["path"]?.string,
            skip: json["skip"]?.int ?? 0, times: json["times"]?.int ?? 1)
    }

    var json: JSONValue {
        var json: JSONValue = [
            "kind": .string(kind.rawValue), "skip": JSONValue(skip), "times": JSONValue(times),
        ]
        json.set("method", method)
        json.set("path", path)
        return json
    }
}
