import Crypto
import FoundationEssentials
import GRDB

/// The body of an entry in the form in which the file has it.
///
/// The hash of an entry is over the digest of exactly these bytes, so that a body whose retention
/// has ended can give way to its digest while the chain still verifies.
struct StoredBody {
    /// How a body is stored and hashed; the number stands in the entry and in its hash.
    enum Format: Int64 {
        /// As text, which the hash is over itself; version 1 of the schema knew no other.
        case plain = 1
        case text = 2
        /// Compressed.
        case packed = 3
    }

    var format: Int64
    /// Empty where the body is packed or pruned.
    var text = ""
    var packed: [UInt8]?
    /// SHA-256 of a body that was removed when its retention ended.
    var pruned: [UInt8]?

    /// Shorter texts gain nothing by being compressed.
    private static let shortestPacked = 400

    /// A body to be stored, compressed where that saves something.
    init(_ body: String) throws {
        format = Format.text.rawValue
        text = body
        guard body.utf8.count >= Self.shortestPacked else { return }
        let packed = try Compression.zlib.compress(Array(body.utf8))
        guard packed.count < body.utf8.count else { return }
        format = Format.packed.rawValue
        text = ""
        self.packed = packed
    }

    init(_ row: Row) throws {
        format = try row.value("format")
        text = try row.value("body")
        packed = try (row.valueIfPresent("packed") as Data?).map(Array.init)
        pruned = try (row.valueIfPresent("pruned") as Data?).map(Array.init)
    }

    /// The columns that a body is read from.
    static let columns = "format, body, packed, pruned"

    var isPruned: Bool { pruned != nil }

    /// The number of bytes that it takes in the file.
    var size: Int { text.utf8.count + (packed?.count ?? 0) }

    /// SHA-256 of the stored bytes; nil for columns that do not go together.
    var digest: [UInt8]? {
        if let pruned {
            return text.isEmpty && packed == nil && pruned.count == 32 ? pruned : nil
        }
        switch (Format(rawValue: format), packed) {
        case (.plain, nil), (.text, nil): return Array(SHA256.hash(data: Array(text.utf8)))
        case (.packed, let packed?):
            return text.isEmpty ? Array(SHA256.hash(data: packed)) : nil
        default: return nil
        }
    }

    /// The JSON text; nil for a pruned body.
    func json() throws -> String? {
        if isPruned { return nil }
        guard let packed else { return text }
        return String(decoding: try Compression.zlib.decompress(packed), as: UTF8.self)
    }
}
