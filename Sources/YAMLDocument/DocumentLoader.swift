/// Splits files into documents by `kind`, and refuses what is of no known kind.
package struct DocumentLoader: Sendable {
    /// The only version that is read, `usagectl/v1` for instance.
    package let apiVersion: String
    package let kinds: [String]

    package init(apiVersion: String, kinds: [String]) {
        self.apiVersion = apiVersion
        self.kinds = kinds
    }

    /// The documents of several files, in the order of the files.
    package func load(_ sources: [SourceText]) -> LoadedDocuments {
        var loaded = LoadedDocuments()
        for source in sources {
            let file = YAMLFile(source)
            loaded.diagnostics += file.diagnostics
            for node in file.documents { add(node, from: source, to: &loaded) }
        }
        loaded.diagnostics = loaded.diagnostics.inOrder
        return loaded
    }

    /// Reads files and loads them; a file that cannot be read is a diagnostic.
    package func load(paths: [String]) -> LoadedDocuments {
        var problems: [Diagnostic] = []
        var sources: [SourceText] = []
        for path in paths {
            do {
                sources.append(try SourceText(readingFile: path))
            } catch {
                problems.append(error)
            }
        }
        var loaded = load(sources)
        loaded.diagnostics = (problems + loaded.diagnostics).inOrder
        return loaded
    }

    private func add(_ node: YAMLNode, from source: SourceText, to loaded: inout LoadedDocuments) {
        var reader = SchemaReader(source)
        if let kind = kind(of: node, &reader) {
            loaded.documents.append(RawDocument(kind: kind, node: node, source: source))
        }
        loaded.diagnostics += reader.diagnostics
    }

    /// The kind of a document whose first two fields are right.
    private func kind(of node: YAMLNode, _ reader: inout SchemaReader) -> String? {
        guard node.entries != nil else {
            reader.mismatch(node, expected: "a mapping with apiVersion and kind")
            return nil
        }
        let version = envelope("apiVersion", in: node, words: [apiVersion], &reader)
        let kind = envelope("kind", in: node, words: kinds, &reader)
        return version == nil ? nil : kind
    }

    private func envelope(
        _ key: String, in node: YAMLNode, words: [String], _ reader: inout SchemaReader
    ) -> String? {
        guard let value = node[key] else {
            reader.report(
                "the document lacks '\(key)', which must be "
                    + words.map { "'\($0)'" }.joined(separator: " or "), at: node.mark)
            return nil
        }
        return reader.within(key) { ValueType.word(words).read(value, &$0)?.text }
    }
}

/// What a loader found.
package struct LoadedDocuments: Sendable {
    /// In the order of files and documents.
    package var documents: [RawDocument] = []
    /// In order of place. The documents are incomplete where there is an error.
    package var diagnostics: [Diagnostic] = []

    package init() {}

    package func documents(ofKind kind: String) -> [RawDocument] {
        documents.filter { $0.kind == kind }
    }
}
