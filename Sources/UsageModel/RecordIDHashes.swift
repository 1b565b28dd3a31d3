import FoundationEssentials

/// The identities of many rows, kept as 64-bit hashes: enough to tell whether one was sent before.
///
/// Two different ones share a hash once in about 10^19 pairs; ten million ids sent before let one in
/// two thousand billion new ones be held by mistake, and none is ever let through.
package struct RecordIDHashes: Hashable, Sendable {
    /// Ascending, each once.
    package let values: [UInt64]

    package init(_ ids: some Sequence<String>) {
        self.init(hashes: Set(ids.map(Self.hash)))
    }

    package init(hashes: some Sequence<UInt64>) {
        values = hashes.sorted()
    }

    package var isEmpty: Bool { values.isEmpty }

    /// FNV-1a over the UTF-8 bytes, then mixed: the same in every process and version.
    package static func hash(_ id: String) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in id.utf8 {
            hash ^= UInt64(byte)
            hash = hash &* 0x0000_0100_0000_01b3
        }
        // Ids that differ in their last characters only differ in few bits before this.
        hash ^= hash >> 33
        hash = hash &* 0xff51_afd7_ed55_8ccd
        hash ^= hash >> 33
        return hash
    }

    /// Eight bytes each, the lowest byte first.
    package var bytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(values.count * 8)
        for value in values {
            for shift in stride(from: 0, to: 64, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: value >> UInt64(shift)))
            }
        }
        return bytes
    }

    /// Reads what `bytes` gives; nil where the length is no multiple of eight.
    package init?(bytes: some Sequence<UInt8>) {
        var values: [UInt64] = []
        var value: UInt64 = 0
        var shift: UInt64 = 0
        for byte in bytes {
            value |= UInt64(byte) << shift
            shift += 8
            guard shift == 64 else { continue }
            values.append(value)
            (value, shift) = (0, 0)
        }
        guard shift == 0 else { return nil }
        self.init(hashes: values)
    }
}

extension RecordIDHashes: Codable {
    package init(from decoder: any Decoder) throws {
        let data = try decoder.singleValueContainer().decode(Data.self)
        guard let hashes = RecordIDHashes(bytes: data) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "expected hashes of eight bytes each"))
        }
        self = hashes
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Data(bytes))
    }
}
