import Foundation
import Policy
import StatusServer
import TestSupport
import UsageModel

/// The tables of the reference pages, as the code has them.
enum ReferenceTables {
    /// Every field of a kind of document: name, default, values, meaning.
    static func fields(of kind: String) async throws -> String {
        let schema = try await withTemporaryFolder { folder in
            try await CommandRun.usagectl(["policy", "schema", "--kind", kind], in: folder).json()
        }
        let spec = object(object(schema["properties"])["spec"])
        let rows = rows(of: spec, path: "").map { "| \($0.joined(separator: " | ")) |" }
        return (["| field | default | meaning |", "|---|---|---|"] + rows).joined(separator: "\n")
    }

    private static func object(_ value: Any?) -> [String: Any] { value as? [String: Any] ?? [:] }

    private static func rows(of node: [String: Any], path: String) -> [[String]] {
        let properties = object(node["properties"])
        guard properties.isEmpty else {
            return properties.keys.sorted().flatMap { key in
                rows(of: object(properties[key]), path: path.isEmpty ? key : "\(path).\(key)")
            }
        }
        // Sources have a page of their own.
        let items = path == "sources" ? [:] : object(node["items"])
        if let kinds = items["oneOf"] as? [[String: Any]] {
            return kinds.flatMap { kind in
                let type = (object(object(kind["properties"])["type"])["enum"] as? [String])?.first
                return rows(of: kind, path: "\(path)[\(type ?? "")]")
            }
        }
        let words = (node["enum"] as? [String])?.joined(separator: ", ")
        let meaning = [node["description"] as? String, words.map { "One of \($0)." }]
            .compactMap(\.self).joined(separator: " ").replacing("|", with: "\\|")
        return [["`\(path)`", standard(node), meaning]]
    }

    private static func standard(_ node: [String: Any]) -> String {
        switch node["default"] {
        case nil: ""
        case let list as [Any]: "`[\(list.map { "\($0)" }.joined(separator: ", "))]`"
        // A JSON boolean is a number to Foundation; the field's type tells them apart.
        case let flag as Bool where node["type"] as? String == "boolean": "`\(flag)`"
        case let value?: "`\(value)`"
        }
    }

    /// Every reason code with its meaning and remedy.
    static var reasons: String {
        let rows = ReasonCode.allCases.map { code in
            "| `\(code.rawValue)` | \(code.meaning) | \(code.remedy) |"
        }
        return (["| code | meaning | what to do |", "|---|---|---|"] + rows)
            .joined(separator: "\n").replacing("CELL|", with: "CELL\\|")
    }
}
