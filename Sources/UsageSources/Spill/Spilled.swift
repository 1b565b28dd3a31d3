/// Entries by key, to be read as often as needed and by several readers at once.
package struct Spilled<Key: Hashable & Sendable>: Sendable {
    private let file: SpillFile?
    private let parts: [Key: SpillPart]
    /// Bytes of a block that are in memory at a time; an entry longer than this is read whole.
    private static var window: Int { 1 << 18 }

    init(file: SpillFile?, parts: [Key: SpillPart]) {
        self.file = file
        self.parts = parts
    }

    package var keys: some Collection<Key> { parts.keys }

    /// How many entries a key has.
    package func count(of key: Key) -> Int { parts[key]?.count ?? 0 }

    /// Gives every entry of a key, in the order in which they came, as a range of bytes that are
    /// valid for the call only.
    package func forEach(
        of key: Key, _ body: (_ bytes: [UInt8], _ entry: Range<Int>) throws -> Void
    ) throws {
        guard let part = parts[key] else { return }
        for block in part.blocks { try read(block, body) }
        let rest = try Self.entries(in: part.tail, upTo: part.tail.count, body)
        guard rest == part.tail.count else { throw SpillError.damaged }
    }

    private func read(_ block: Range<Int>, _ body: ([UInt8], Range<Int>) throws -> Void) throws {
        guard let file else { throw SpillError.damaged }
        var buffer = [UInt8](repeating: 0, count: min(Self.window, block.count))
        var filled = 0
        var place = block.lowerBound
        while place < block.upperBound {
            let count = min(buffer.count - filled, block.upperBound - place)
            try file.read(into: &buffer, at: filled..<(filled + count), from: place)
            place += count
            filled += count
            let used = try Self.entries(in: buffer, upTo: filled, body)
            if used == 0, filled == buffer.count {
                buffer += [UInt8](repeating: 0, count: buffer.count)
                continue
            }
            for index in used..<filled { buffer[index - used] = buffer[index] }
            filled -= used
        }
        guard filled == 0 else { throw SpillError.damaged }
    }

    /// Gives the whole entries at the beginning of `bytes` and returns where the next one starts.
    private static func entries(
        in bytes: [UInt8], upTo end: Int, _ body: ([UInt8], Range<Int>) throws -> Void
    ) rethrows -> Int {
        let prefix = Spill<Key>.lengthBytes
        var place = 0
        while end - place >= prefix {
            var length = 0
            for index in (0..<prefix).reversed() {
                length = length << 8 | Int(bytes[place + index])
            }
            guard end - place - prefix >= length else { break }
            try body(bytes, (place + prefix)..<(place + prefix + length))
            place += prefix + length
        }
        return place
    }
}
