import UsageModel

/// Where the status server listens, as the configuration says it: `127.0.0.1:8080`.
package struct StatusAddress: Hashable, Sendable {
    package let host: String
    package let port: Int

    /// Reads `HOST:PORT`; an IPv6 host stands in brackets.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port)
        else { return nil }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") { host = host.dropFirst().dropLast() }
        guard !host.isEmpty else { return nil }
        self.host = String(host)
        self.port = port
    }

    /// Whether only this machine can reach it.
    package var isLoopback: Bool { Loopback.contains(host: host) }
}

extension StatusAddress: CustomStringConvertible {
    package var description: String { text(port: port) }

    /// The address with the port that a server got, where 0 was asked for.
    package func text(port: Int) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
