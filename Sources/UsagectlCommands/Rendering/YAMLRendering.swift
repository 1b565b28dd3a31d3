#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A value as YAML of the shape of its JSON.
enum YAMLRendering {
    static func render(_ value: some Encodable) throws -> String {
        let json = try JSONEncoder().encode(value)
        return text(of: try JSONDecoder().decode(ReportTree.self, from: json))
    }

    /// A tree in block style, mappings in order of their keys.
    static func text(of tree: ReportTree) -> String {
        var lines: [String] = []
        if let scalar = scalar(tree) {
            lines.append(scalar)
        } else {
            add(tree, indent: "", to: &lines)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func add(_ tree: ReportTree, indent: String, to lines: inout [String]) {
        switch tree {
        case .list(let items):
            for item in items { addItem(item, indent: indent, to: &lines) }
        case .mapping(let members):
            for (key, value) in members.sorted(by: { $0.key < $1.key }) {
                let name = indent + YAMLScalar.written(key) + ":"
                if let scalar = scalar(value) {
                    lines.append(name + " " + scalar)
                } else {
                    lines.append(name)
                    add(value, indent: indent + "  ", to: &lines)
                }
            }
        case .null, .bool, .integer, .text: break
        }
    }

    /// An item's first line stands behind its dash, the others below that line.
    private static func addItem(_ item: ReportTree, indent: String, to lines: inout [String]) {
        if let scalar = scalar(item) {
            lines.append(indent + "- " + scalar)
            return
        }
        let first = lines.count
        add(item, indent: indent + "  ", to: &lines)
        lines[first] = indent + "- " + lines[first].dropFirst(indent.count + 2)
    }

    /// What fits behind a key or a dash: scalars and empty collections.
    private static func scalar(_ tree: ReportTree) -> String? {
        switch tree {
        case .null: "null"
        case .bool(let flag): flag ? "true" : "false"
        case .integer(let value): String(value)
        case .text(let text): YAMLScalar.written(text)
        case .list(let items): items.isEmpty ? "[]" : nil
        case .mapping(let members): members.isEmpty ? "{}" : nil
        }
    }
}
