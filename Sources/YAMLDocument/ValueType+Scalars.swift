extension ValueType {
    /// `true` or `false`, nothing else; reads a `Bool`.
    package static let boolean = ValueType(
        expectation: "true or false", jsonSchema: ["type": "boolean"]
    ) { node, reader in
        if case .scalar(let text, isPlain: true) = node.content, ["true", "false"].contains(text) {
            return TypedValue(text == "true", at: node.mark)
        }
        let meant: String? =
            switch node.text?.lowercased() {
            case "yes", "on", "y", "true", "1": "true"
            case "no", "off", "n", "false", "0": "false"
            default: NearestWord.of(node.text ?? "", in: ["true", "false"])
            }
        reader.mismatch(node, expected: "true or false", suggestion: meant)
        return nil
    }

    /// A whole number in plain decimal digits; reads an `Int`.
    package static func integer(in bounds: ClosedRange<Int>) -> ValueType {
        let expectation =
            bounds.upperBound == .max
            ? "a whole number of at least \(bounds.lowerBound)"
            : "a whole number from \(bounds.lowerBound) to \(bounds.upperBound)"
        var schema: JSONValue = ["type": "integer", "minimum": .int(bounds.lowerBound)]
        if bounds.upperBound != .max { schema = schema.adding("maximum", .int(bounds.upperBound)) }
        return ValueType(expectation: expectation, jsonSchema: schema) { node, reader in
            guard case .scalar(let text, isPlain: true) = node.content, let number = Int(text),
                bounds.contains(number)
            else {
                reader.mismatch(node, expected: expectation, suggestion: nil)
                return nil
            }
            // Leading zeros mean octal to some readers of YAML, decimal to others.
            guard String(number) == text else {
                reader.mismatch(node, expected: expectation, suggestion: String(number))
                return nil
            }
            return TypedValue(number, at: node.mark)
        }
    }

    /// One of a few words; reads a `String`.
    package static func word(_ words: [String]) -> ValueType {
        let expectation = words.map { "'\($0)'" }.joined(separator: " or ")
        let schema: JSONValue = ["enum": .array(words.map(JSONValue.string))]
        return ValueType(expectation: expectation, jsonSchema: schema) { node, reader in
            if let text = node.text, words.contains(text) { return TypedValue(text, at: node.mark) }
            let nearest = NearestWord.of(node.text ?? "", in: words)
            reader.mismatch(node, expected: expectation, suggestion: nearest)
            return nil
        }
    }

    /// A text that is not empty; reads a `String`. A number or a boolean without quotes is refused,
    /// as it is by the JSON Schema.
    package static let text = text(minimumLength: 1)

    package static func text(minimumLength: Int) -> ValueType {
        let expectation = minimumLength > 0 ? "a text that is not empty" : "a text"
        var schema: JSONValue = ["type": "string"]
        if minimumLength > 0 { schema = schema.adding("minLength", .int(minimumLength)) }
        return ValueType(expectation: expectation, jsonSchema: schema) { node, reader in
            guard case .scalar(let text, let isPlain) = node.content, !node.isNull,
                text.unicodeScalars.count >= minimumLength
            else {
                reader.mismatch(node, expected: expectation)
                return nil
            }
            guard !isPlain || !isNumberOrBoolean(text) else {
                reader.mismatch(node, expected: "a text", suggestion: "\"\(text.clipped)\"")
                return nil
            }
            return TypedValue(text, at: node.mark)
        }
    }

    /// A text of a domain, such as a month; reads what `parse` answers.
    ///
    /// - Parameters:
    ///   - expectation: what a message says that it expected, with an example.
    ///   - pattern: what JSON Schema can say of it, a regular expression.
    ///   - acceptsNumber: whether the text may look like a number without quotes.
    ///   - suggest: what was probably meant by a text that `parse` refuses.
    package static func parsed<T: Sendable>(
        _ expectation: String, pattern: String? = nil, acceptsNumber: Bool = false,
        suggest: @escaping @Sendable (String) -> String? = { _ in nil },
        _ parse: @escaping @Sendable (String) -> T?
    ) -> ValueType {
        var schema: JSONValue =
            acceptsNumber ? ["type": ["string", "number"]] : ["type": "string"]
        schema = schema.adding("pattern", pattern.map(JSONValue.string))
        return ValueType(expectation: expectation, jsonSchema: schema) { node, reader in
            if let text = node.text, let value = parse(text) {
                return TypedValue(value, at: node.mark)
            }
            reader.mismatch(
                node, expected: expectation, suggestion: node.text.flatMap { suggest($0) })
            return nil
        }
    }

    /// Whether YAML's core schema takes a plain scalar for something else than text.
    private static func isNumberOrBoolean(_ text: String) -> Bool {
        if ["true", "false", "True", "False", "TRUE", "FALSE"].contains(text) { return true }
        guard let first = text.utf8.first, text.utf8.count < 400,
            first < 0x3A && first > 0x2A
        else { return false }
        let isHexadecimal = text.hasPrefix("0x") && Int(text.dropFirst(2), radix: 16) != nil
        return isHexadecimal || Double(text) != nil && !text.lowercased().contains("x")
    }
}
