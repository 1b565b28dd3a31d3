/// Reads the header `Link` (RFC 8288).
enum LinkHeader {
    /// The references with the relation `next`.
    static func next(in values: [String]) -> [String] {
        values.flatMap { links(in: $0) }.filter { $0.relations.contains("next") }.map(\.reference)
    }

    private static func links(in value: String) -> [(reference: String, relations: [String])] {
        var links: [(String, [String])] = []
        var rest = value[...]
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            let reference = String(rest[rest.index(after: open)..<close])
            rest = rest[rest.index(after: close)...]
            let end = parametersEnd(of: rest)
            links.append((reference, relations(in: rest[..<end])))
            rest = rest[end...]
        }
        return links
    }

    /// Behind the parameters of a link: at the comma that no quotes enclose.
    private static func parametersEnd(of text: Substring) -> Substring.Index {
        var isQuoted = false
        for index in text.indices {
            if text[index] == "\"" { isQuoted.toggle() }
            if text[index] == ",", !isQuoted { return index }
        }
        return text.endIndex
    }

    private static func relations(in parameters: Substring) -> [String] {
        for parameter in parameters.split(separator: ";") {
            let parts = parameter.split(separator: "=", maxSplits: 1).map { part in
                part.filter { $0 != "\t" }
            }
            guard parts.count == 2, parts[0].filter({ $0 != " " }).lowercased() == "rel" else {
                continue
            }
            return parts[1].filter { $0 != "\"" }.lowercased().split(separator: " ").map(
                String.init)
        }
        return []
    }
}
