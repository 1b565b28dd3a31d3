/// A link into the platform's storage: https, or plain http on the loopback interface.
struct StorageLink: Sendable {
    let url: String
    private static let loopback = ["127.0.0.1", "localhost", "[::1]"]

    init?(_ text: String) {
        guard text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
        let parts = text.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[1].isEmpty, !parts[2].isEmpty else { return nil }
        switch parts[0].lowercased() {
        case "https:": break
        case "http:":
            let host = parts[2].prefix(upTo: Self.endOfHost(parts[2]))
            guard Self.loopback.contains(String(host)) else { return nil }
        default: return nil
        }
        url = text
    }

    /// Where the port begins; an address of the sixth version has colons of its own.
    private static func endOfHost(_ authority: Substring) -> Substring.Index {
        guard let colon = authority.lastIndex(of: ":") else { return authority.endIndex }
        return authority[colon...].contains("]") ? authority.endIndex : colon
    }

    /// The host alone: path and query let anybody read who has them.
    var line: RequestLine {
        let host = url.split(separator: "/", maxSplits: 2).dropFirst().first ?? ""
        return RequestLine(method: "GET", path: "//\(host)/...")
    }
}
