import Foundation
import UsageModel

/// An absolute address of the web, taken apart as far as safety needs it.
struct WebAddress: Hashable, Sendable, CustomStringConvertible {
    let text: String
    let scheme: String
    /// In small letters; an IPv6 address in its brackets.
    let host: String
    let port: Int

    /// Nil for a text that is no address of the web, or one with a user name in it.
    init?(_ text: String) {
        guard text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }),
            let end = text.firstRange(of: "://"), !text.contains("#")
        else { return nil }
        scheme = text[..<end.lowerBound].lowercased()
        guard ["http", "https"].contains(scheme) else { return nil }
        guard let authority = WebAuthority(text[end.upperBound...].prefix { !"/?".contains($0) })
        else { return nil }
        host = authority.host
        port = authority.port.map { Int($0) } ?? (scheme == "https" ? 443 : 80)
        self.text = text
    }

    /// Whether both are at the same scheme, host and port, so that credentials may go there.
    func hasOrigin(of other: WebAddress) -> Bool {
        scheme == other.scheme && host == other.host && port == other.port
    }

    /// Whether credentials may go there: encrypted, or not leaving the machine.
    var isSafe: Bool { scheme == "https" || Loopback.contains(host: host) }

    /// The address that a reference leads to from here; nil where it leads to none.
    func resolving(_ reference: String) -> WebAddress? {
        guard let base = URL(string: text),
            let target = URL(string: reference, relativeTo: base)?.absoluteString
        else { return nil }
        return WebAddress(String(target.prefix { $0 != "#" }))
    }

    /// The host with its scheme, and its port where it is not the usual one.
    var origin: String {
        let isUsual = port == (scheme == "https" ? 443 : 80)
        return "\(scheme)://\(host)" + (isUsual ? "" : ":\(port)")
    }

    /// The address as it may be shown: values that are secrets by their names are left out.
    var description: String {
        guard let mark = text.firstIndex(of: "?") else { return text }
        let parameters = text[text.index(after: mark)...]
            .split(separator: "&", omittingEmptySubsequences: false)
        let shown = parameters.map { parameter -> String in
            let name = parameter.prefix { $0 != "=" }
            return Self.isSecret(String(name)) ? "\(name)=***" : String(parameter)
        }
        return text[...mark] + shown.joined(separator: "&")
    }

    private static func isSecret(_ name: String) -> Bool {
        let name = name.lowercased()
        let words = ["token", "secret", "password", "passwd", "credential", "signature", "apikey"]
        let ends = ["key", "sig", "auth", "code"]
        return words.contains { name.contains($0) } || ends.contains { name.hasSuffix($0) }
    }
}
