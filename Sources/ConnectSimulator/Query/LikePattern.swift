/// The pattern of `like`: a star at either end stands for any text, without one the text is exact;
/// `\*` is a star itself.
struct LikePattern {
    private let middle: String
    private let isOpenBefore: Bool
    private let isOpenAfter: Bool
    private let ignoresCase: Bool

    init(_ pattern: String, ignoresCase: Bool) {
        var rest = Substring(pattern)
        isOpenBefore = rest.hasPrefix("*")
        if isOpenBefore { rest = rest.dropFirst() }
        isOpenAfter = rest.hasSuffix("*") && !rest.hasSuffix("\\*")
        if isOpenAfter { rest = rest.dropLast() }
        let text = rest.replacing("\\*", with: "*")
        middle = ignoresCase ? text.lowercased() : String(text)
        self.ignoresCase = ignoresCase
    }

    func matches(_ text: String) -> Bool {
        let text = ignoresCase ? text.lowercased() : text
        return switch (isOpenBefore, isOpenAfter) {
        case (false, false): text == middle
        case (true, false): text.hasSuffix(middle)
        case (false, true): text.hasPrefix(middle)
        case (true, true): middle.isEmpty || text.contains(middle)
        }
    }
}
