/// A text of a command's configuration with placeholders in it.
struct ArgumentTemplate: Hashable, Sendable {
    /// What may stand in braces.
    static let names = ["product", "month", "from", "to"]

    let text: String

    var hasProduct: Bool { text.contains("{product}") }

    /// Filled in; other braces stay as they are, as programs have uses of their own for them.
    func filled(for unit: FetchUnit) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            rest = rest[open...]
            let name = Self.names.first { rest.hasPrefix("{\($0)}") }
            if let name, let value = unit.value(of: name) {
                result += value
                rest = rest.dropFirst(name.count + 2)
            } else {
                result += "{"
                rest = rest.dropFirst()
            }
        }
        return result + rest
    }
}
