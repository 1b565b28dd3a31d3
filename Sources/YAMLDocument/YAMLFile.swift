/// A file of YAML documents: their trees and everything that is wrong with their form.
package struct YAMLFile: Sendable {
    package let source: SourceText
    /// The documents that hold anything, in order. Incomplete where `diagnostics` has an error.
    package let documents: [YAMLNode]
    /// In order of place.
    package let diagnostics: [Diagnostic]

    /// Parses a file; what cannot be read is in `diagnostics`.
    ///
    /// Tabs outside of scalars and comments are refused everywhere, since what they indent depends
    /// on the reader. A syntax error ends the file, other errors do not.
    package init(_ source: SourceText) {
        self.source = source
        guard source.bytes.count <= YAMLBounds.fileSize else {
            documents = []
            diagnostics = [
                Diagnostic(
                    .error, "the file is larger than 1 MiB; split it into several files",
                    file: source.file)
            ]
            return
        }
        let scan = CharacterScan(source)
        if let refusal = scan.refusal {
            let mark = source.mark(refusal.position)
            documents = []
            diagnostics = [Diagnostic(.error, refusal.message, at: mark, in: source)]
            return
        }
        var composer = YAMLComposer(source)
        documents = composer.composeAll()
        let tabs = TabCheck(
            scan, scalars: composer.scalars, lastLine: composer.lastLine, source: source
        ).diagnostics
        // libyaml's own word for a tab that it trips over is less clear than ours.
        let tabLines = Set(tabs.map(\.line))
        let others = composer.diagnostics.filter {
            !($0.isSyntax && tabLines.contains($0.value.line))
        }
        diagnostics = (others.map(\.value) + tabs).inOrder
    }

    package init(file: String, text: String) {
        self.init(SourceText(file: file, text: text))
    }

    package var isValid: Bool { diagnostics.areHarmless }
}

extension SourceText {
    func mark(_ position: YAMLPosition) -> SourceMark {
        SourceMark(file: file, line: position.line + 1, column: position.column + 1)
    }
}
