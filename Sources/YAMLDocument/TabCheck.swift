/// Finds the tabs of a file that are neither inside a scalar nor inside a comment.
struct TabCheck {
    let diagnostics: [Diagnostic]

    /// - Parameters:
    ///   - tabs: every tab of the file, in order.
    ///   - scalars: where scalars stand, as ranges of character indexes, in order.
    init(_ tabs: [YAMLPosition], scalars: [Range<Int>], source: SourceText) {
        var found: [Diagnostic] = []
        var reportedLine = -1
        var next = scalars.startIndex
        for tab in tabs where tab.line != reportedLine {
            while next < scalars.endIndex, scalars[next].upperBound <= tab.index { next += 1 }
            if next < scalars.endIndex, scalars[next].contains(tab.index) { continue }
            if Self.isInComment(tab, before: scalars[..<next], source: source) { continue }
            reportedLine = tab.line
            found.append(
                Diagnostic(
                    .error, "a tab may not stand here; use spaces", at: source.mark(tab), in: source))
            if found.count == YAMLBounds.diagnostics { break }
        }
        diagnostics = found
    }

    /// Whether a `#` that belongs to no scalar stands before the tab on its line.
    private static func isInComment(
        _ tab: YAMLPosition, before scalars: ArraySlice<Range<Int>>, source: SourceText
    ) -> Bool {
        guard let line = source.line(tab.line + 1) else { return false }
        let lineStart = tab.index - tab.column
        for (column, character) in line.unicodeScalars.prefix(tab.column).enumerated()
        where character == "#" {
            let index = lineStart + column
            let isInScalar = scalars.reversed().prefix { $0.upperBound > lineStart }
                .contains { $0.contains(index) }
            if !isInScalar { return true }
        }
        return false
    }
}
