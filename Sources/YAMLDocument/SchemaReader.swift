/// Collects what is wrong while a document is held against its definition.
package struct SchemaReader {
    package let source: SourceText
    /// In the order of discovery.
    package private(set) var diagnostics: [Diagnostic] = []
    /// Whether fields that were not given take their default.
    package let fillsDefaults: Bool

    private var path: [String] = []

    package init(_ source: SourceText, fillsDefaults: Bool = false) {
        self.source = source
        self.fillsDefaults = fillsDefaults
    }

    /// The place in the document in the words of a message: `'spec.months'`, or `the document`.
    package var subject: String {
        guard !path.isEmpty else { return "the document" }
        return "'" + path.joined(separator: ".").clipped + "'"
    }

    /// Adds a diagnostic as long as there are not too many; where there is no room for it, its
    /// suggestion is not looked for.
    package mutating func report(
        _ message: String, at mark: SourceMark,
        suggestion: @autoclosure () -> String? = nil, severity: Diagnostic.Severity = .error
    ) {
        guard diagnostics.count < YAMLBounds.diagnostics else { return }
        diagnostics.append(
            Diagnostic(severity, message, at: mark, in: source, suggestion: suggestion()))
    }

    /// Reports that a node is not what its definition expects.
    package mutating func mismatch(
        _ node: YAMLNode, expected: String, suggestion: @autoclosure () -> String? = nil
    ) {
        report(
            "\(subject) must be \(expected), found \(node.summary)", at: node.mark,
            suggestion: suggestion())
    }

    /// Reads something below a key of what is being read now.
    mutating func within<T>(_ key: String, _ body: (inout SchemaReader) -> T) -> T {
        path.append(key)
        defer { path.removeLast() }
        return body(&self)
    }
}
