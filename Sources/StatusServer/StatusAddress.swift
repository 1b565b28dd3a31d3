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

    /// Whether only this machine can reach it: `localhost`, `::1` and what is really an address of
    /// 127.0.0.0/8; a name like `127.example` is not.
    package var isLoopback: Bool { Self.isLoopback(host) }

    static func isLoopback(_ host: String) -> Bool {
        if host.lowercased() == "localhost" || host == "::1" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
    }
}

extension StatusAddress: CustomStringConvertible {
    package var description: String { text(port: port) }

    /// The address with the port that a server got, where 0 was asked for.
    package func text(port: Int) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
