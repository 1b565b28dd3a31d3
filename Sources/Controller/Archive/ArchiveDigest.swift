import Crypto

/// The digest by which the archive names bytes.
enum ArchiveDigest {
    /// `sha256:` and 64 hexadecimal digits.
    static func text(of bytes: [UInt8]) -> String {
        let digits = SHA256.hash(data: bytes).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return "sha256:" + digits.joined()
    }
}
