import UsageModel

/// A link into the platform's storage: https, or plain http on the loopback interface.
struct StorageLink: Sendable {
    let url: String
    /// The host alone with its port: path and query let anybody read who has them.
    let line: RequestLine

    /// Nil for a text that is no such link, or one with a user name in it.
    init?(_ text: String) {
        guard text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { return nil }
        let parts = text.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4, parts[1].isEmpty, let place = WebAuthority(parts[2]) else {
            return nil
        }
        switch parts[0].lowercased() {
        case "https:": break
        case "http:": guard place.isLoopback else { return nil }
        default: return nil
        }
        url = text
        line = RequestLine(method: "GET", path: "//\(parts[2])/...")
    }
}
