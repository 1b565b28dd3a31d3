extension Diagnostic {
    /// The form of a diagnostic in JSON output.
    package var json: JSONValue {
        [
            "severity": .string(severity.rawValue), "file": .string(file), "line": .int(line),
            "column": .int(column), "message": .string(message),
            "suggestion": suggestion.map(JSONValue.string) ?? .null,
        ]
    }
}

extension [Diagnostic] {
    /// Whether nothing among them is an error.
    package var areHarmless: Bool { allSatisfy { $0.severity != .error } }

    /// The answer of a check: whether everything is valid, and what is to be said.
    package var checkReport: JSONValue {
        ["valid": .bool(areHarmless), "diagnostics": .array(map(\.json))]
    }
}
