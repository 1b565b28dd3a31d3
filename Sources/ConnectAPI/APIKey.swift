/// The secret of an account; no way of printing shows it.
package struct APIKey: Sendable, Equatable {
    /// The whole value of the `Authorization` header.
    let header: String

    /// Takes the key with or without the `ApiKey ` prefix and with blanks around it, as files end
    /// in a newline.
    /// - Throws: ``ConnectError/configuration(_:)`` for a key that no header can carry.
    package init(_ text: String, origin: String?) throws(ConnectError) {
        let scalars = text.unicodeScalars
        let blank: (Unicode.Scalar) -> Bool = { $0.properties.isWhitespace }
        let start = scalars.drop(while: blank)
        var key = Substring(start)
        while let last = key.unicodeScalars.last, blank(last) { key.unicodeScalars.removeLast() }
        if key.lowercased() == "apikey" || key.lowercased().hasPrefix("apikey ") {
            key = key.dropFirst("apikey".count).drop { $0 == " " }
        }
        let place = origin.map { " (from \($0))" } ?? ""
        guard !key.isEmpty else {
            throw .configuration(
                "the API key is empty\(place), expected the token that the Connect portal shows, "
                    + "'SU-000-000-000:...'")
        }
        guard key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .configuration(
                "the API key contains a blank or a control or non-ASCII character\(place), "
                    + "expected one line like 'SU-000-000-000:...'")
        }
        header = "ApiKey \(key)"
    }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "ApiKey <hidden>" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
