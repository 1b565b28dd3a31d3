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
        guard let host = Self.host(of: authority) else { throw Self.error(text, "has no host") }
        guard scheme == "https://" || Self.isLoopback(host) else {
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
        return authority.flatMap { Self.host(of: $0) }.map { Self.isLoopback($0) } ?? false
    }

    private static func error(_ text: String, _ reason: String) -> ConnectError {
        .configuration(
            "the endpoint '\(text)' \(reason), expected a URL like "
                + "'https://api.connect.cloudblue.com/public/v1'")
    }

    /// The host of `host:port`, `[::1]:port` or a bare host; nil where one of the two is malformed.
    private static func host(of authority: Substring) -> String? {
        let host: Substring
        let port: Substring
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[...end]
            port = authority[authority.index(after: end)...]
        } else {
            host = authority.prefix { $0 != ":" }
            port = authority.dropFirst(host.count)
        }
        guard !host.isEmpty else { return nil }
        guard port.isEmpty || (port.first == ":" && UInt16(port.dropFirst()) != nil) else {
            return nil
        }
        return host.lowercased()
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
    }
}
