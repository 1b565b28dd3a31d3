/// Remembers what texts that come again and again were read as.
///
/// It finds a value by bytes, so that no string has to be made for a lookup; when it is full it
/// forgets everything, so that its memory stays bounded.
struct BytePool<Value> {
    private struct Entry {
        let hash: UInt64
        let bytes: Range<Int>
        let value: Value
    }

    private let capacity: Int
    private let capacityBytes: Int
    private var keys: [UInt8] = []
    private var entries: [Entry] = []
    /// Open addressing; -1 is an empty place.
    private var table: [Int32]

    init(capacity: Int = 1 << 16, capacityBytes: Int = 8 << 20) {
        self.capacity = capacity
        self.capacityBytes = capacityBytes
        table = Array(repeating: -1, count: 1024)
    }

    /// The value that the bytes in `range` were given, nil if they are new.
    func find(_ range: Range<Int>, in bytes: [UInt8]) -> Value? {
        let hash = Self.hash(of: range, in: bytes)
        var place = Int(truncatingIfNeeded: hash) & (table.count - 1)
        while table[place] >= 0 {
            let entry = Int(table[place])
            if entries[entry].hash == hash, equal(entries[entry].bytes, range, in: bytes) {
                return entries[entry].value
            }
            place = (place + 1) & (table.count - 1)
        }
        return nil
    }

    /// Gives a value to bytes that have none yet.
    mutating func insert(_ value: Value, for range: Range<Int>, in bytes: [UInt8]) {
        if entries.count >= capacity || keys.count + range.count > capacityBytes { forget() }
        let start = keys.count
        keys.append(contentsOf: bytes[range])
        let hash = Self.hash(of: range, in: bytes)
        entries.append(Entry(hash: hash, bytes: start..<keys.count, value: value))
        if entries.count * 2 > table.count {
            table = Array(repeating: -1, count: table.count * 2)
            for index in entries.indices { place(index) }
        } else {
            place(entries.count - 1)
        }
    }

    private mutating func place(_ entry: Int) {
        var place = Int(truncatingIfNeeded: entries[entry].hash) & (table.count - 1)
        while table[place] >= 0 { place = (place + 1) & (table.count - 1) }
        table[place] = Int32(entry)
    }

    private mutating func forget() {
        keys.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        for index in table.indices { table[index] = -1 }
    }

    private func equal(_ key: Range<Int>, _ range: Range<Int>, in bytes: [UInt8]) -> Bool {
        guard key.count == range.count else { return false }
        for offset in 0..<key.count
        where keys[key.lowerBound + offset] != bytes[range.lowerBound + offset] {
            return false
        }
        return true
    }

    /// FNV-1a, with its high half folded in as the table uses the low bits.
    private static func hash(of range: Range<Int>, in bytes: [UInt8]) -> UInt64 {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x100_0000_01b3 }
        return hash ^ hash >> 32
    }
}
