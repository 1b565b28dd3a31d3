import Foundation
import YAMLDocument

/// Holds JSON against a JSON Schema, as far as our schemas go: a keyword that is not known here is
/// a fault, so that nothing is passed over in silence.
struct SchemaCheck {
    private let root: JSONValue

    private static let silent: Set<String> = [
        "$schema", "$defs", "title", "description", "default", "then",
    ]

    init(_ schema: JSONValue) {
        root = schema
    }

    func faults(in value: JSONValue) -> [String] { faults(in: value, root, at: "") }

    /// A YAML document as a reader of YAML 1.2 hands it to a checker.
    static func json(_ node: YAMLNode) -> JSONValue {
        switch node.content {
        case .sequence(let items): .array(items.map(json))
        case .mapping(let entries): .object(entries.map { .init($0.key, json($0.value)) })
        case .scalar(let text, isPlain: false): .string(text)
        case .scalar("true", _): true
        case .scalar("false", _): false
        case .scalar(let text, _):
            node.isNull ? .null : Double(text) == nil ? .string(text) : .number(text)
        }
    }

    private func faults(in value: JSONValue, _ schema: JSONValue, at place: String) -> [String] {
        guard case .object(let members) = schema else { return ["\(place): no schema"] }
        return members.flatMap { keyword in
            Self.silent.contains(keyword.key)
                ? [] : faults(in: value, keyword.key, keyword.value, of: schema, at: place)
        }
    }

    private func faults(
        in value: JSONValue, _ keyword: String, _ wanted: JSONValue, of schema: JSONValue,
        at place: String
    ) -> [String] {
        let fits = { (schema: JSONValue) in faults(in: value, schema, at: place).isEmpty }
        switch keyword {
        case "type":
            let types = wanted.items.isEmpty ? [wanted.text] : wanted.items.map(\.text)
            return types.contains { isOfType(value, $0) }
                ? []
                : ["\(place): \(value.typeName) where \(types.joined(separator: " or ")) is due"]
        case "enum": return wanted.items.contains(value) ? [] : ["\(place): none of the words"]
        case "const": return wanted == value ? [] : ["\(place): not \(wanted.compact)"]
        case "pattern":
            guard case .string(let text) = value else { return [] }
            let isMatch = text.range(of: wanted.text, options: .regularExpression) != nil
            return isMatch ? [] : ["\(place): '\(text)' has another form"]
        case "minLength": return value.text.count < wanted.int ? ["\(place): too short"] : []
        case "minimum": return value.int < wanted.int ? ["\(place): below \(wanted.int)"] : []
        case "maximum": return value.int > wanted.int ? ["\(place): above \(wanted.int)"] : []
        case "minItems":
            return value.items.count < wanted.int
                ? ["\(place): fewer than \(wanted.int) items"] : []
        case "minProperties":
            let count = value.members.count
            return count < wanted.int ? ["\(place): fewer than \(wanted.int) members"] : []
        case "items": return value.items.flatMap { faults(in: $0, wanted, at: place + "/-") }
        case "required":
            return wanted.items.map(\.text).filter { value[$0] == nil }
                .map { "\(place): '\($0)' is missing" }
        case "properties", "additionalProperties", "propertyNames":
            return memberFaults(in: value, keyword, wanted, of: schema, at: place)
        case "anyOf": return wanted.items.contains(where: fits) ? [] : ["\(place): fits nothing"]
        case "oneOf":
            return wanted.items.filter(fits).count == 1 ? [] : ["\(place): does not fit just one"]
        case "allOf": return wanted.items.flatMap { faults(in: value, $0, at: place) }
        case "if":
            guard fits(wanted), let then = schema["then"] else { return [] }
            return faults(in: value, then, at: place)
        case "$ref":
            let name = String(wanted.text.dropFirst("#/$defs/".count))
            return faults(in: value, root["$defs"]?[name] ?? .null, at: place)
        default: return ["\(place): the keyword '\(keyword)' is not known"]
        }
    }

    private func memberFaults(
        in value: JSONValue, _ keyword: String, _ wanted: JSONValue, of schema: JSONValue,
        at place: String
    ) -> [String] {
        value.members.flatMap { member -> [String] in
            let inner = "\(place)/\(member.key)"
            let isNamed = schema["properties"]?[member.key] != nil
            switch keyword {
            case "properties":
                return wanted[member.key].map { faults(in: member.value, $0, at: inner) } ?? []
            case "propertyNames": return faults(in: .string(member.key), wanted, at: inner)
            case _ where isNamed: return []
            case _ where wanted == false: return ["\(place): '\(member.key)' is not known"]
            default: return faults(in: member.value, wanted, at: inner)
            }
        }
    }

    private func isOfType(_ value: JSONValue, _ type: String) -> Bool {
        if case .number(let text) = value {
            return type == "number" || type == "integer" && Int(text) != nil
        }
        return value.typeName == "a \(type)" || value.typeName == "an \(type)"
    }
}

extension JSONValue {
    fileprivate var text: String {
        if case .string(let text) = self { text } else { "" }
    }

    fileprivate var int: Int {
        if case .number(let text) = self { Int(text) ?? 0 } else { 0 }
    }

    fileprivate var items: [JSONValue] {
        if case .array(let items) = self { items } else { [] }
    }

    fileprivate var members: [Member] {
        if case .object(let members) = self { members } else { [] }
    }

    fileprivate var typeName: String {
        switch self {
        case .null: "a null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
