import Crypto
import FoundationEssentials
import UsageModel

/// The secret that opens the status server.
package struct StatusToken: Sendable, Equatable {
    private let bytes: [UInt8]

    /// Shorter ones could be guessed.
    package static let leastCharacters = 16
    /// How long a session lasts.
    static let sessionLength = Duration.seconds(12 * 3600)

    /// Reads the text of a token file; spaces and line breaks around the token do not count.
    package init(_ text: String, file: String) throws(StatusConfigurationError) {
        let token = text.trimmingSpaces
        guard !token.isEmpty else { throw .emptyToken(file: file) }
        guard token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw .unprintableToken(file: file)
        }
        guard token.utf8.count >= Self.leastCharacters else { throw .shortToken(file: file) }
        bytes = Array(token.utf8)
    }

    /// Whether a text is the token; takes the same time whatever the text is.
    func isEqual(to text: String) -> Bool {
        SHA256.hash(data: bytes) == SHA256.hash(data: Array(text.utf8))
    }

    /// The value of a session's cookie: the time of its end, signed; the token is not in it.
    func session(from now: Timestamp) -> String {
        let end = now.adding(Self.sessionLength).seconds
        return "\(end).\(Self.hexadecimal(signature(of: end)))"
    }

    /// Whether a cookie's value is a session of this token that has not ended.
    func isSession(_ value: String, at now: Timestamp) -> Bool {
        let parts = value.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let end = Int64(parts[0]), now.seconds < end else { return false }
        let own = Self.hexadecimal(signature(of: end))
        return SHA256.hash(data: Array(own.utf8)) == SHA256.hash(data: Array(parts[1].utf8))
    }

    private func signature(of end: Int64) -> HMAC<SHA256>.MAC {
        HMAC<SHA256>.authenticationCode(
            for: Array("usagectl status session \(end)".utf8), using: SymmetricKey(data: bytes))
    }

    private static func hexadecimal(_ bytes: HMAC<SHA256>.MAC) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

extension StatusToken: CustomStringConvertible, CustomReflectable {
    /// Never the token itself.
    package var description: String { "the status token" }

    package var customMirror: Mirror { Mirror(self, children: []) }
}
