import Crypto
import UsageModel

/// The link of the chain: SHA-256 over an entry's columns and the hash of the entry before it.
///
/// Every column is written with its length, so that no two entries give the same bytes.
struct EntryHash: Hashable, Sendable {
    /// 32 bytes.
    let bytes: [UInt8]

    /// What the first entry follows.
    static let none = EntryHash(bytes: [UInt8](repeating: 0, count: 32))

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The hash of an entry as it stands in the file; nil where its columns do not go together.
    ///
    /// The number of the format is in it, and so is every other column: the body by its digest,
    /// except in entries of the first version of the schema, which had it as it was.
    init?(
        seq: Int64, at: Timestamp, kind: String, subject: String, body: StoredBody,
        after: EntryHash
    ) {
        guard let digest = body.digest else { return nil }
        let isPlain = body.format == StoredBody.Format.plain.rawValue
        if isPlain, body.isPruned { return nil }
        var hasher = SHA256()
        hasher.update(data: Array("usagectl ledger entry \(body.format)\n".utf8))
        hasher.update(data: Self.bigEndian(seq) + Self.bigEndian(at.microseconds))
        for text in [kind, subject] { Self.add(Array(text.utf8), to: &hasher) }
        Self.add(isPlain ? Array(body.text.utf8) : digest, to: &hasher)
        hasher.update(data: after.bytes)
        bytes = Array(hasher.finalize())
    }

    /// 64 hexadecimal digits, as the head of a ledger is shown and given back.
    var text: String { hexadecimal(bytes) }

    private static func add(_ bytes: [UInt8], to hasher: inout SHA256) {
        hasher.update(data: bigEndian(Int64(bytes.count)))
        hasher.update(data: bytes)
    }

    private static func bigEndian(_ value: Int64) -> [UInt8] {
        (0..<8).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
}

/// Two lower-case digits for each byte.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    for byte in bytes {
        text.append(digits[Int(byte >> 4)])
        text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
}
