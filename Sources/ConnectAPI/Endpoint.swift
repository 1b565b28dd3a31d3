import UsageModel

/// The base address of Connect's API, `https://api.connect.cloudblue.com/public/v1` for instance.
package struct Endpoint: Sendable, Hashable, CustomStringConvertible {
    /// Without a slash at the end.
    package let text: String

    package var description: String { text }

    /// - Throws: ``ConnectError/configuration(_:)`` where the text is no such address, or would
    /// send
    ///   the key in the clear to another machine.
    package init(_ text: String) throws(ConnectError) {
        let scheme: String
        if text.lowercased().hasPrefix("https://") {
            scheme = "https://"
        } else if text.lowercased().hasPrefix("http://") {
            scheme = "http://"
        } else {
            throw Self.error(text, "does not begin with 'https://'")
        }
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Self.error(text, "contains a blank, a control or a non-ASCII character")
        }
        let rest = text.dropFirst(scheme.count)
        guard !rest.contains(where: { "?#\"<>\\^`{|}".contains($0) }) else {
            throw Self.error(text, "has a query, a fragment or a character that no URL has")
        }
        let authority = rest.prefix { $0 != "/" }
        guard !authority.contains("@") else {
            throw .configuration(
                "the endpoint contains a user name; the key belongs into CONNECT_API_KEY_FILE or "
                    + "spec.connect.apiKeyFile")
        }
        guard let host = WebAuthority(authority)?.host else {
            throw Self.error(text, "has no host")
        }
        guard scheme == "https://" || Loopback.contains(host: host) else {
            throw .configuration(
                "the endpoint '\(text)' would send the API key unencrypted to '\(host)'; plain "
                    + "http is accepted on loopback only, use https")
        }
        var path = rest
        while path.last == "/" { path = path.dropLast() }
        self.text = scheme + path
    }

    /// Whether it is this machine itself.
    package var isLoopback: Bool {
        let authority = text.split(separator: "/", omittingEmptySubsequences: true).dropFirst()
            .first
        return authority.flatMap { WebAuthority($0) }?.isLoopback ?? false
    }

    private static func error(_ text: String, _ reason: String) -> ConnectError {
        .configuration(
            "the endpoint '\(text)' \(reason), expected a URL like "
                + "'https://api.connect.cloudblue.com/public/v1'")
    }
}
