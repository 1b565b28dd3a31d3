/// Builds trees of nodes from libyaml's events, and resolves aliases and merge keys within bounds.
struct YAMLComposer {
    /// What was found wrong; syntax errors are libyaml's own.
    private(set) var diagnostics: [(value: Diagnostic, isSyntax: Bool)] = []
    /// Where scalars stand, as ranges of character indexes, in order.
    private(set) var scalars: [Range<Int>] = []

    /// The line, from 0, on which the reading ended early.
    private(set) var lastLine = Int.max

    private let source: SourceText
    private let reader: YAMLEventReader?
    private var anchors: [String: YAMLNode] = [:]
    private var expanded = 0

    /// Ends the reading of a file; the diagnostic says why.
    private struct Stop: Error {
        var diagnostic: Diagnostic
        var isSyntax: Bool
    }

    init(_ source: SourceText) {
        self.source = source
        reader = YAMLEventReader(source.bytes)
    }

    /// Reads the file to its end or to the first error that ends it.
    mutating func composeAll() -> [YAMLNode] {
        var documents: [YAMLNode] = []
        do {
            while true {
                let event = try next()
                switch event.kind {
                case .streamEnd: return documents
                case .documentStart:
                    anchors = [:]
                    let root = try node(try next(), depth: 0)
                    if !isEmpty(root) { documents.append(root) }
                default: continue
                }
            }
        } catch {
            diagnostics.append((error.diagnostic, error.isSyntax))
            lastLine = error.diagnostic.line - 1
            return documents
        }
    }

    /// Whether a document has no content, such as between two `---`.
    private func isEmpty(_ root: YAMLNode) -> Bool {
        if case .scalar("", isPlain: true) = root.content { return true }
        return false
    }

    private func next() throws(Stop) -> YAMLEvent {
        guard let reader else {
            throw Stop(
                diagnostic: Diagnostic(.error, "no memory to read the file", file: source.file),
                isSyntax: false)
        }
        do {
            return try reader.next()
        } catch {
            let mark = source.mark(error.position)
            throw Stop(
                diagnostic: Diagnostic(.error, error.message, at: mark, in: source), isSyntax: true)
        }
    }

    private mutating func node(_ event: YAMLEvent, depth: Int) throws(Stop) -> YAMLNode {
        let mark = source.mark(event.start)
        switch event.kind {
        case .alias(let name): return try alias(name, at: mark, depth: depth)
        case .scalar(let text, let isPlain, let properties):
            scalars.append(event.start.index..<max(event.start.index, event.end.index))
            try count(1, at: mark)
            let node = YAMLNode(.scalar(text, isPlain: isPlain), at: mark)
            return keep(node, properties)
        case .sequenceStart(let properties):
            try enter(depth + 1, at: mark)
            return keep(YAMLNode(.sequence(try items(depth: depth + 1)), at: mark), properties)
        case .mappingStart(let properties):
            try enter(depth + 1, at: mark)
            return keep(YAMLNode(.mapping(try entries(depth: depth + 1)), at: mark), properties)
        case .streamStart, .streamEnd, .documentStart, .documentEnd, .sequenceEnd, .mappingEnd:
            throw stop("the document ends too early", at: mark)
        }
    }

    private mutating func items(depth: Int) throws(Stop) -> [YAMLNode] {
        var items: [YAMLNode] = []
        while true {
            let event = try next()
            if case .sequenceEnd = event.kind { return items }
            items.append(try node(event, depth: depth))
        }
    }

    private mutating func entries(depth: Int) throws(Stop) -> [YAMLEntry] {
        var entries: [YAMLEntry] = []
        var merges: [YAMLEntry] = []
        var places: [String: SourceMark] = [:]
        while true {
            let event = try next()
            if case .mappingEnd = event.kind { break }
            let key = try node(event, depth: depth)
            let value = try node(try next(), depth: depth)
            guard case .scalar(let name, let isPlain) = key.content else {
                report("a key must be a word, found \(key.summary)", at: key.mark)
                continue
            }
            if let first = places[name] {
                report(
                    "the key '\(name.clipped)' stands here twice, first at \(first)", at: key.mark)
                continue
            }
            places[name] = key.mark
            let entry = YAMLEntry(key: name, keyMark: key.mark, value: value)
            if name == "<<" && isPlain { merges.append(entry) } else { entries.append(entry) }
        }
        for merge in merges { try add(merge, to: &entries, known: &places) }
        return entries
    }

    /// Adds what a `<<` merges, where the mapping does not say it itself; of several mappings the
    /// earlier ones win.
    private mutating func add(
        _ merge: YAMLEntry, to entries: inout [YAMLEntry], known: inout [String: SourceMark]
    ) throws(Stop) {
        let sources: [YAMLNode] =
            if case .sequence(let items) = merge.value.content { items } else { [merge.value] }
        for source in sources {
            guard let merged = source.entries else {
                report("'<<' merges mappings, found \(source.summary)", at: merge.keyMark)
                continue
            }
            try count(source.expandedCount, at: merge.keyMark)
            for entry in merged where known[entry.key] == nil {
                known[entry.key] = entry.keyMark
                entries.append(entry)
            }
        }
    }

    private mutating func alias(
        _ name: String, at mark: SourceMark, depth: Int
    ) throws(Stop) -> YAMLNode {
        guard let node = anchors[name] else {
            let known = anchors
            report(
                "the alias '*\(name.clipped)' has no anchor before it", at: mark,
                suggestion: NearestWord.of(name, in: known.keys.sorted()))
            return YAMLNode(.scalar("", isPlain: true), at: mark)
        }
        try count(node.expandedCount, at: mark)
        let isCollection = node.entries != nil || node.height > 0
        if isCollection { try enter(depth + node.height + 1, at: mark) }
        return node
    }

    private mutating func keep(_ node: YAMLNode, _ properties: YAMLProperties) -> YAMLNode {
        if let anchor = properties.anchor { anchors[anchor] = node }
        if let tag = properties.tag, tag != "!" {
            report("tags are not used here, found '\(tag.clipped)'", at: node.mark)
        }
        return node
    }

    private mutating func enter(_ depth: Int, at mark: SourceMark) throws(Stop) {
        guard depth <= YAMLBounds.depth else {
            throw stop("the nesting is deeper than \(YAMLBounds.depth) levels", at: mark)
        }
        try count(1, at: mark)
    }

    private mutating func count(_ nodes: Int, at mark: SourceMark) throws(Stop) {
        expanded += nodes
        guard expanded <= YAMLBounds.expandedNodes else {
            throw stop(
                "the file has more than \(YAMLBounds.expandedNodes) values once its aliases are "
                    + "expanded", at: mark)
        }
    }

    private func stop(_ message: String, at mark: SourceMark) -> Stop {
        Stop(diagnostic: Diagnostic(.error, message, at: mark, in: source), isSyntax: false)
    }

    /// The suggestion is only looked for while there is room for another diagnostic.
    private mutating func report(
        _ message: String, at mark: SourceMark, suggestion: @autoclosure () -> String? = nil
    ) {
        guard diagnostics.count < YAMLBounds.diagnostics else { return }
        let diagnostic = Diagnostic(.error, message, at: mark, in: source, suggestion: suggestion())
        diagnostics.append((diagnostic, false))
    }
}
