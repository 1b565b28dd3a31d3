import Foundation

/// Takes entries under keys, in memory while they are few and in a temporary file from then on.
///
/// Memory holds at most `memory` bytes of entries, whatever comes; the order under a key stays.
package struct Spill<Key: Hashable & Sendable> {
    /// The length of an entry stands before it in this many bytes.
    static var lengthBytes: Int { 4 }

    private let memory: Int
    private let folder: String
    private var file: SpillFile?
    private var index = KeyIndex<Key>()
    private var parts: [SpillPart] = []
    private var held = 0

    /// - Parameters:
    ///   - memory: bytes of entries that stay in memory.
    ///   - folder: where the temporary file lies, if one is needed.
    package init(
        memory: Int = 32 << 20, folder: String = FileManager.default.temporaryDirectory.path
    ) {
        self.memory = memory
        self.folder = folder
    }

    /// Adds `bytes[range]` as one entry.
    package mutating func append(
        _ bytes: [UInt8], _ range: Range<Int>, to key: Key
    ) throws(SpillError) {
        let part = part(of: key)
        var length = UInt32(range.count)
        for _ in 0..<Self.lengthBytes {
            parts[part].tail.append(UInt8(truncatingIfNeeded: length))
            length >>= 8
        }
        parts[part].tail.append(contentsOf: bytes[range])
        parts[part].count += 1
        held += range.count + Self.lengthBytes
        if held > memory { try writeTails() }
    }

    /// What was taken, for reading as often as needed.
    package consuming func finish() -> Spilled<Key> {
        Spilled(file: file, parts: index.places.mapValues { parts[$0] })
    }

    private mutating func part(of key: Key) -> Int {
        let part = index.place(of: key)
        if part == parts.count { parts.append(SpillPart()) }
        return part
    }

    private mutating func writeTails() throws(SpillError) {
        let file: SpillFile
        if let open = self.file {
            file = open
        } else {
            file = try SpillFile(in: folder)
            self.file = file
        }
        for part in parts.indices where !parts[part].tail.isEmpty {
            parts[part].blocks.append(try file.append(parts[part].tail))
            parts[part].tail = []
        }
        held = 0
    }
}

/// The entries of one key: blocks on the disk, then those that are still in memory.
struct SpillPart: Sendable {
    var blocks: [Range<Int>] = []
    var tail: [UInt8] = []
    var count = 0
}
