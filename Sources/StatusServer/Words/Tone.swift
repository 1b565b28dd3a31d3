/// What a piece of text says by its colour; the words say the same without it.
package enum Tone: String, Sendable, CaseIterable {
    case plain, good, active, busy, bad, quiet, strong

    /// The text between the escape sequences that colour it on a terminal.
    package func painted(_ text: String) -> String {
        guard let code, !text.isEmpty else { return text }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }

    /// The parameter of the terminal's SGR sequence, nil for text as it is.
    private var code: String? {
        switch self {
        case .plain: nil
        case .good: "32"
        case .active: "33"
        case .busy: "36"
        case .bad: "31"
        case .quiet: "2"
        case .strong: "1"
        }
    }
}
