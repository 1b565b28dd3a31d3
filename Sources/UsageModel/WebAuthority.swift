/// Where an address of the web leads: `host`, `host:port` or `[::1]:port`.
package struct WebAuthority: Hashable, Sendable {
    /// In small letters; an IPv6 address in its brackets.
    package let host: String
    /// Nil where the scheme's own is meant.
    package let port: UInt16?

    /// Nil where one of the two is malformed, or a user name stands before them: in
    /// `127.0.0.1:x@elsewhere.example` the host is the last.
    package init?(_ text: some StringProtocol) {
        guard !text.contains(where: { "@/?#\\".contains($0) }) else { return nil }
        let host: Substring
        let rest: Substring
        let text = Substring(text)
        if text.first == "[" {
            guard let end = text.firstIndex(of: "]") else { return nil }
            host = text[...end]
            rest = text[text.index(after: end)...]
        } else {
            host = text.prefix { $0 != ":" }
            rest = text.dropFirst(host.count)
        }
        guard !host.isEmpty else { return nil }
        self.host = host.lowercased()
        guard !rest.isEmpty else {
            port = nil
            return
        }
        guard rest.first == ":", let number = UInt16(rest.dropFirst()) else { return nil }
        port = number
    }

    /// Whether it is this machine.
    package var isLoopback: Bool { Loopback.contains(host: host) }
}
