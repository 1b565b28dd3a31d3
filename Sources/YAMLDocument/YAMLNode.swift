/// A value of a YAML document that knows where it was written.
///
/// Aliases and merge keys are resolved: the node of an alias is the node of its anchor and keeps
/// the anchor's place, where a person would have to change it.
package struct YAMLNode: Sendable {
    package enum Content: Sendable {
        /// A scalar's text; `isPlain` where it was written without quotes and not as a block.
        case scalar(String, isPlain: Bool)
        case sequence([YAMLNode])
        case mapping([YAMLEntry])
    }

    package let content: Content
    package let mark: SourceMark
    /// This node and all below it, aliases expanded.
    let expandedCount: Int
    /// The levels of nesting below this node, 0 for a scalar or an empty collection.
    let height: Int

    package init(_ content: Content, at mark: SourceMark) {
        self.content = content
        self.mark = mark
        let children: [YAMLNode] =
            switch content {
            case .scalar: []
            case .sequence(let items): items
            case .mapping(let entries): entries.map(\.value)
            }
        expandedCount = 1 + children.reduce(0) { $0 + $1.expandedCount }
        height = (children.map(\.height).max() ?? -1) + 1
    }

    /// Whether nothing was written, or `null` or `~` without quotes.
    package var isNull: Bool {
        guard case .scalar(let text, isPlain: true) = content else { return false }
        return ["", "~", "null", "Null", "NULL"].contains(text)
    }

    /// The text of a scalar, nil for a null and for collections.
    package var text: String? {
        guard case .scalar(let text, _) = content, !isNull else { return nil }
        return text
    }

    package var entries: [YAMLEntry]? {
        guard case .mapping(let entries) = content else { return nil }
        return entries
    }

    /// The value of a mapping's key.
    package subscript(key: String) -> YAMLNode? {
        entries?.first { $0.key == key }?.value
    }
}

/// A key of a mapping with its value.
package struct YAMLEntry: Sendable {
    package let key: String
    package let keyMark: SourceMark
    package let value: YAMLNode

    package init(key: String, keyMark: SourceMark, value: YAMLNode) {
        self.key = key
        self.keyMark = keyMark
        self.value = value
    }
}

extension YAMLNode {
    /// What stands here, in the words of an error message.
    package var summary: String {
        switch content {
        case .sequence: return "a list"
        case .mapping: return "a mapping"
        case .scalar(let text, let isPlain):
            if isNull { return "nothing" }
            return isPlain || text.isEmpty ? "'\(text.clipped)'" : "the text '\(text.clipped)'"
        }
    }
}

extension String {
    /// The beginning of a text on one line, for a message.
    package var clipped: String {
        let line = String(map { $0.isNewline ? " " : $0 })
        return line.count <= 60 ? line : line.prefix(57) + "..."
    }
}
