extension YAMLNode {
    /// A node for a value that stands in no file: a default.
    package init(_ value: JSONValue) {
        let mark = SourceMark.builtIn
        switch value {
        case .null: self.init(.scalar("", isPlain: true), at: mark)
        case .bool(let flag): self.init(.scalar(flag ? "true" : "false", isPlain: true), at: mark)
        case .number(let text): self.init(.scalar(text, isPlain: true), at: mark)
        case .string(let text): self.init(.scalar(text, isPlain: false), at: mark)
        case .array(let items): self.init(.sequence(items.map { YAMLNode($0) }), at: mark)
        case .object(let members):
            let entries = members.map {
                YAMLEntry(key: $0.key, keyMark: mark, value: YAMLNode($0.value))
            }
            self.init(.mapping(entries), at: mark)
        }
    }
}
