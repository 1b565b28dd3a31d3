/// A document whose kind is known and whose content is not yet held against a definition.
package struct RawDocument: Sendable {
    package let kind: String
    package let node: YAMLNode
    package let source: SourceText

    package init(kind: String, node: YAMLNode, source: SourceText) {
        self.kind = kind
        self.node = node
        self.source = source
    }

    /// The document as a definition reads it, with everything that is wrong with it.
    package func read(
        as definition: ObjectDefinition, fillsDefaults: Bool = false
    ) -> (value: TypedValue?, diagnostics: [Diagnostic]) {
        var reader = SchemaReader(source, fillsDefaults: fillsDefaults)
        let value = definition.read(node, &reader)
        return (value, reader.diagnostics)
    }
}
