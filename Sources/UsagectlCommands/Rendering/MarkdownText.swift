import UsageModel

/// Text of a server inside of Markdown.
enum MarkdownText {
    /// The text with everything escaped that Markdown or HTML would obey.
    static func of(_ text: String) -> String {
        var result = ""
        for character in PrintableText.of(text) {
            if "\\`*_{}[]<>()#!|~&$".contains(character) { result += "\\" }
            result.append(character)
        }
        return result
    }

    /// The text as code, between more backticks than it holds itself; a bar would end a table's
    /// field.
    static func code(_ text: String) -> String {
        guard !text.isEmpty else { return "" }
        let safe = PrintableText.of(text).replacing("|", with: "\\|")
        let longest = safe.split { $0 != "`" }.map(\.count).max() ?? 0
        let fence = String(repeating: "`", count: longest + 1)
        return longest == 0 ? fence + safe + fence : "\(fence) \(safe) \(fence)"
    }
}
