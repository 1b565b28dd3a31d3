import Crypto

/// A SHA-256 over fields, written `sha256:...`; a separator that no field contains keeps
/// neighbouring fields apart.
package struct ContentDigest {
    private var hash = SHA256()
    private static let separator: UInt8 = 0x1F

    package init() {}

    /// Adds one field; nil and the empty text differ.
    package mutating func add(_ field: String?) {
        var bytes = Array((field ?? "\u{0}").utf8)
        bytes.append(Self.separator)
        hash.update(data: bytes)
    }

    package var text: String { "sha256:" + hex }

    package var hex: String {
        hash.finalize().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}
