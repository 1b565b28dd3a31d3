import Foundation
import TestSupport

/// The pages whose snippets are checked.
enum DocumentPages {
    static let names: [String] = {
        let folder = PackageFolder.root.appendingPathComponent("docs")
        let pages =
            (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return ["README.md", "CONTRIBUTING.md"]
            + pages.filter { $0.hasSuffix(".md") }.sorted().map { "docs/\($0)" }
    }()

    static func text(_ name: String) throws -> String {
        try String(
            contentsOf: PackageFolder.root.appendingPathComponent(name), encoding: .utf8)
    }

    static func blocks(of name: String) throws -> [DocumentBlock] {
        DocumentBlock.all(in: try text(name), page: name)
    }

    /// The anchors of a page's headings, as GitHub makes them.
    static func anchors(of name: String) throws -> Set<String> {
        var isInBlock = false
        let headings = try text(name).split(separator: "\n").filter { line in
            if line.hasPrefix("```") { isInBlock.toggle() }
            return !isInBlock && line.hasPrefix("#")
        }
        return Set(headings.map(anchor))
    }

    private static func anchor(_ heading: Substring) -> String {
        let title = heading.drop { $0 == "#" }.drop { $0 == " " }
        return String(
            title.lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
                .map { $0 == " " ? "-" : $0 })
    }
}
