/// The first look at an answer's body: whether it can be Connect's at all.
enum AnswerShape {
    /// Whether a write's answer holds an object; without a body, or with `null`, it says no more
    /// than its status does.
    /// - Throws: ``ConnectError/notConnect(_:_:)`` where it is anything else: then nobody knows
    ///   what became of the request.
    static func holdsObject(
        _ answer: HTTPAnswer, _ line: RequestLine
    ) throws(ConnectError) -> Bool {
        let body = answer.body.drop { " \t\r\n".utf8.contains($0) }
        if body.isEmpty || body.starts(with: "null".utf8) { return false }
        try expect("{", "an object", in: answer, line)
        return true
    }

    /// - Throws: ``ConnectError/notConnect(_:_:)`` where the body does not begin with `first`.
    static func expect(
        _ first: Unicode.Scalar, _ name: String, in answer: HTTPAnswer, _ line: RequestLine
    ) throws(ConnectError) {
        let start = answer.body.first { !" \t\r\n".utf8.contains($0) }
        guard let start else { throw .notConnect(line, "the answer is empty, expected \(name)") }
        guard start != UInt8(ascii: "<") else {
            throw .notConnect(line, "the answer is an HTML page, expected \(name)")
        }
        guard start == UInt8(ascii: first) else {
            throw .notConnect(line, "the answer is not \(name) in JSON")
        }
    }
}
