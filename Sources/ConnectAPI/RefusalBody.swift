/// Reads what an answer of another status than 2xx says of its reason.
enum RefusalBody {
    private struct Envelope: Decodable {
        var error_code: LenientText?
        var errors: [LenientText]?
        var detail: LenientText?
    }

    /// Stands for a body that is a page for people, a proxy's for instance.
    static let page = "an HTML page"

    /// Sentences in a message beyond this many are cut, each to so many characters: a proxy's page
    /// may be long.
    private static let mostSentences = 10
    private static let longestSentence = 300

    static func read(_ body: [UInt8]) -> (code: String?, sentences: [String]) {
        if let envelope = try? JSON.decode(Envelope.self, from: body) {
            let sentences = (envelope.errors ?? []) + [envelope.detail].compactMap(\.self)
            return (envelope.error_code?.text, sentences.prefix(mostSentences).map { cut($0.text) })
        }
        let text = String(decoding: body.prefix(2000), as: UTF8.self)
        let trimmed = cut(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        if trimmed.isEmpty { return (nil, []) }
        if trimmed.hasPrefix("<") { return (nil, [page]) }
        return (nil, [trimmed])
    }

    private static func cut(_ text: String) -> String {
        text.count > longestSentence ? text.prefix(longestSentence) + "..." : text
    }
}
