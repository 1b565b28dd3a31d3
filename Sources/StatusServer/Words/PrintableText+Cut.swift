package import UsageModel

extension PrintableText {
    /// The text in at most `width` columns, with `…` in place of what was cut.
    package static func cut(_ text: String, to width: Int) -> String {
        guard DisplayWidth.of(text) > width else { return text }
        guard width > 0 else { return "" }
        var result = ""
        var used = 0
        for character in text {
            let next = DisplayWidth.of(character)
            guard used + next < width else { break }
            result.append(character)
            used += next
        }
        return result + "…"
    }
}
