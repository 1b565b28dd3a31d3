/// Finds the tabs of a file that are neither inside a scalar nor inside a comment.
///
/// All lists are in the order of the file, and each is walked once: a file that is made of tabs
/// must not take quadratic time.
struct TabCheck {
    let diagnostics: [Diagnostic]

    /// - Parameters:
    ///   - scalars: where scalars stand, as ranges of character indexes.
    ///   - lastLine: the line, from 0, on which the parser gave up; what is a scalar behind it is
    ///     not known.
    init(_ scan: CharacterScan, scalars: [Range<Int>], lastLine: Int, source: SourceText) {
        let comments = Self.outside(scalars, scan.hashes)
        var comment = comments.startIndex
        var found: [Diagnostic] = []
        for tab in Self.outside(scalars, scan.tabs) where tab.line <= lastLine {
            while comment < comments.endIndex, comments[comment].line < tab.line { comment += 1 }
            let isInComment =
                comment < comments.endIndex && comments[comment].index < tab.index
            if isInComment || found.last?.line == tab.line + 1 { continue }
            found.append(
                Diagnostic(
                    .error, "a tab may not stand here; use spaces", at: source.mark(tab), in: source
                ))
            if found.count == YAMLBounds.diagnostics { break }
        }
        diagnostics = found
    }

    /// The places that lie in no range.
    private static func outside(_ ranges: [Range<Int>], _ places: [YAMLPosition]) -> [YAMLPosition]
    {
        var next = ranges.startIndex
        return places.filter { place in
            while next < ranges.endIndex, ranges[next].upperBound <= place.index { next += 1 }
            return next == ranges.endIndex || !ranges[next].contains(place.index)
        }
    }
}
