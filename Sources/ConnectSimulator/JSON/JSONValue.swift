package import UsageModel

/// A JSON document as a value; objects have no order, so that equal content compares equal.
package enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case number(ExactDecimal)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// The member of an object; nil for another kind of value, a missing member or a null.
    package subscript(key: String) -> JSONValue? {
        get {
            guard case .object(let members) = self, let value = members[key], value != .null
            else { return nil }
            return value
        }
        set {
            guard case .object(var members) = self else { return }
            self = .null
            members[key] = newValue
            self = .object(members)
        }
    }

    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    package var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    package var bool: Bool? {
        if case .bool(let flag) = self { flag } else { nil }
    }

    package var number: ExactDecimal? {
        if case .number(let number) = self { number } else { nil }
    }

    /// The whole number, nil where it has a fraction or does not fit.
    package var int: Int? {
        guard case .number(let number) = self, number.scale == 0 else { return nil }
        return Int(exactly: number.coefficient)
    }

    /// The text of a string, number or boolean, as a filter compares it.
    package var plainText: String? {
        switch self {
        case .string(let text): text
        case .number(let number): number.description
        case .bool(let flag): flag ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// The `id` of an object.
    package var id: String { self["id"]?.string ?? "" }

    /// All values that a dotted path leads to; it passes through the elements of arrays.
    package func values(at path: [String]) -> [JSONValue] {
        guard let key = path.first else {
            if case .array(let elements) = self { return elements }
            return self == .null ? [] : [self]
        }
        if case .array(let elements) = self { return elements.flatMap { $0.values(at: path) } }
        return self[key]?.values(at: Array(path.dropFirst())) ?? []
    }

    /// The first value at a path written with dots.
    package func value(at path: String) -> JSONValue? {
        values(at: path.split(separator: ".").map(String.init)).first
    }

    /// Sets a member if there is a value for it; the platform omits what is null.
    package mutating func set(_ key: String, _ value: JSONValue?) {
        if let value { self[key] = value }
    }

    package mutating func set(_ key: String, _ text: String?) {
        set(key, text.map(JSONValue.string))
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByStringInterpolation
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(integerLiteral value: Int) { self = .number(ExactDecimal(value)) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements, uniquingKeysWith: { _, last in last }))
    }

    package init(_ number: Int) { self = .number(ExactDecimal(number)) }
}
