/// The machine itself, as an address of the network names it.
package enum Loopback {
    /// Whether a host is `localhost`, `::1` (in brackets or not) or really an address of
    /// 127.0.0.0/8: a name like `127.example` is not.
    package static func contains(host: some StringProtocol) -> Bool {
        let host = host.lowercased()
        if host == "localhost" || host == "::1" || host == "[::1]" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
    }
}
