import UsageSources
import YAMLDocument

/// What the sources that are asked month by month have in common.
extension SourceDefinition {
    static let megabytes = FieldDefinition(
        "maxMegabytes", .integer(in: 1...1_000_000), default: 4096,
        "How long one answer may be, in MiB.")

    static let emptyMeans = FieldDefinition(
        "emptyMeans", .word(EmptyMeans.allCases.map(\.rawValue)), default: "unknown",
        "What an answer without a record says: zero where the system fails in another way when it "
            + "does not know.")

    static let completeByRows = FieldDefinition(
        "complete",
        .object(
            oneOf(
                ["attested"],
                "What says that an answer is a whole month; until it does, the month is unknown.",
                [attested])),
        "What says that an answer is a whole month.")

    static func timeout(_ value: JSONValue, _ documentation: String) -> FieldDefinition {
        FieldDefinition(
            "timeout", .duration(from: .milliseconds(100), to: .seconds(86_400)), default: value,
            documentation)
    }

    static func concurrency(_ value: Int) -> FieldDefinition {
        FieldDefinition(
            "concurrency", .integer(in: 1...64), default: .int(value),
            "Questions under way at one time.")
    }

    /// The two fields of a secret: exactly one of them is given.
    static func secretFields(_ name: String, _ what: String) -> [FieldDefinition] {
        [
            FieldDefinition("\(name)File", .text, "A file that holds \(what)."),
            FieldDefinition(
                "\(name)Env", variable, "The variable of the environment that holds \(what)."),
        ]
    }

    static let variable = ValueType.parsed(
        "a name of the environment such as METERING_TOKEN", pattern: "^[A-Za-z_][A-Za-z0-9_]*$"
    ) { text -> String? in
        let isName = text.utf8.allSatisfy {
            0x41...0x5A ~= $0 || 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x5F
        }
        return isName && !text.isEmpty && text.first?.isNumber == false ? text : nil
    }

    /// A definition of which exactly one of some keys is given.
    static func oneOf(
        _ keys: [String], _ documentation: String, _ fields: [FieldDefinition]
    ) -> ObjectDefinition {
        choosing([OneOfKeys(keys)], documentation, fields)
    }

    /// A definition in which one of each of some sets of keys is given.
    ///
    /// - Parameter check: further conditions between its fields.
    static func choosing(
        _ choices: [OneOfKeys], _ documentation: String, _ fields: [FieldDefinition],
        check: @escaping @Sendable (TypedValue, inout SchemaReader) -> Void = { _, _ in }
    ) -> ObjectDefinition {
        ObjectDefinition(
            documentation, fields,
            furtherSchema: [.init("allOf", .array(choices.map(\.jsonSchema)))]
        ) { value, reader in
            for choice in choices { choice.check(value, &reader) }
            check(value, &reader)
        }
    }
}

/// Keys of which exactly one, at most one, or at least one is given.
struct OneOfKeys: Sendable {
    let keys: [String]
    let isRequired: Bool
    let allowsSeveral: Bool
    /// Whether a message names all keys, as they are too many to tell by two of them what is meant.
    private let namesAll: Bool

    init(
        _ keys: [String], isRequired: Bool = true, allowsSeveral: Bool = false,
        namesAll: Bool = false
    ) {
        self.keys = keys
        self.isRequired = isRequired
        self.allowsSeveral = allowsSeveral
        self.namesAll = namesAll
    }

    var jsonSchema: JSONValue {
        let alternatives = keys.map { key -> JSONValue in ["required": [.string(key)]] }
        let none: JSONValue = ["not": ["anyOf": .array(alternatives)]]
        return [
            allowsSeveral ? "anyOf" : "oneOf": .array(
                isRequired ? alternatives : alternatives + [none])
        ]
    }

    func check(_ value: TypedValue, _ reader: inout SchemaReader) {
        let given = keys.compactMap { value.member($0) }
        if namesAll, given.count != 1 {
            let names = keys.map { "'\($0)'" }
            reader.report(
                "\(reader.subject) must have exactly one of "
                    + names.dropLast().joined(separator: ", ") + " and \(names.last ?? "")",
                at: value.mark)
        } else if let second = given.dropFirst().first, !allowsSeveral {
            reader.report(
                "'\(second.key)' stands beside '\(given[0].key)', expected one of them",
                at: second.keyMark)
        } else if given.isEmpty, isRequired {
            let names = keys.map { "'\($0)'" }.joined(separator: " or ")
            reader.report("\(reader.subject) lacks \(names)", at: value.mark)
        }
    }
}

extension SecretPlace {
    /// The secret of an object with the fields that `secretFields` makes; nil where neither is
    /// given.
    init?(_ name: String, of value: TypedValue, _ path: (String) -> String) {
        if let file = value["\(name)File"]?.text {
            self = .file(path(file))
        } else if let variable = value["\(name)Env"]?.text {
            self = .environment(variable)
        } else {
            return nil
        }
    }
}
