/// The first look at an answer's body: whether it can be Connect's at all.
enum AnswerShape {
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
