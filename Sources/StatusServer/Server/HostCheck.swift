import UsageModel

/// Whether a request is meant for this server: a page of another site that has its name resolve to
/// this machine (DNS rebinding) is turned away by the name that it uses.
package struct HostCheck: Sendable {
    private let address: StatusAddress

    package init(address: StatusAddress) {
        self.address = address
    }

    /// - Parameter header: the `Host` header.
    package func admits(_ header: String?) -> Bool {
        // What other machines reach has a token, and names that only its owner knows.
        guard address.isLoopback else { return true }
        guard let header, let host = Self.host(of: header) else { return false }
        return Loopback.contains(host: host) || host == address.host.lowercased()
    }

    /// The host without its port, in lower case and without brackets; nil where it is malformed.
    static func host(of header: String) -> String? {
        var host = header[...]
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return nil }
            let port = host[host.index(after: end)...]
            guard port.isEmpty || port.first == ":" else { return nil }
            host = host[host.index(after: host.startIndex)..<end]
        } else if let colon = host.firstIndex(of: ":") {
            guard UInt16(host[host.index(after: colon)...]) != nil else { return nil }
            host = host[..<colon]
        }
        return host.isEmpty ? nil : host.lowercased()
    }
}
