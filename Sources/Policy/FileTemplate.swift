import YAMLDocument

/// A template of a usage file's text: words with placeholders such as `{month}`.
package struct FileTemplate: Sendable {
    /// What a placeholder may name.
    package enum Placeholder: String, Sendable, CaseIterable {
        case contract, contractName, product, productName, month, from, to, marketplace
    }

    /// The longest name of a usage file in characters, as the platform declares it.
    package static let nameLimit = 100
    /// The longest description or note in characters, as the platform declares it.
    package static let textLimit = 200

    /// What is wrong with a template, in a form that follows the name of the field.
    package struct Problem: Hashable, Sendable {
        package var message: String
        package var suggestion: String?
    }

    private enum Part: Sendable {
        case text(String)
        case placeholder(String)
        case strayBrace
    }

    private let parts: [Part]

    package init(_ template: String) {
        var parts: [Part] = []
        var rest = template[...]
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            parts.append(.text(String(rest[..<brace])))
            rest = rest[brace...]
            let name = rest.dropFirst().prefix { $0 != "{" && $0 != "}" }
            if rest.first == "{", name.endIndex < rest.endIndex, rest[name.endIndex] == "}" {
                parts.append(.placeholder(String(name)))
                rest = rest[rest.index(after: name.endIndex)...]
            } else {
                parts.append(.strayBrace)
                rest = rest.dropFirst()
            }
        }
        self.parts = parts + [.text(String(rest))]
    }

    /// Unknown placeholders, braces without a partner, and text that is longer than the platform
    /// allows before anything is filled in.
    package func problems(limit: Int) -> [Problem] {
        var problems: [Problem] = []
        var length = 0
        for part in parts {
            switch part {
            case .text(let text): length += text.unicodeScalars.count
            case .strayBrace:
                problems.append(Problem(message: "has a brace without its partner"))
            case .placeholder(let name):
                guard Placeholder(rawValue: name) == nil else { continue }
                let names = Placeholder.allCases.map(\.rawValue)
                problems.append(
                    Problem(
                        message: "has an unknown placeholder '{\(name.clipped)}'",
                        suggestion: NearestWord.of(name, in: names).map { "{\($0)}" }))
            }
        }
        if length > limit {
            problems.append(Problem(message: "is longer than \(limit) characters"))
        }
        return problems
    }

    /// The text with the placeholders filled in, cut to the platform's limit; a placeholder without
    /// a value leaves nothing.
    package func filled(limit: Int, _ value: (Placeholder) -> String?) -> String {
        let text = parts.map { part in
            switch part {
            case .text(let text): text
            case .strayBrace: ""
            case .placeholder(let name): Placeholder(rawValue: name).flatMap(value) ?? ""
            }
        }
        return String(String.UnicodeScalarView(text.joined().unicodeScalars.prefix(limit)))
    }
}
