/// Makes a ZIP archive without compression, in memory: the form in which the platform's model
/// gives out the workbooks that it has processed, and in which any bytes can be put into one.
package struct StoredZip {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    package init() {}

    package mutating func add(_ name: String, _ text: String) {
        add(name, bytes: Array(text.utf8))
    }

    package mutating func add(_ name: String, bytes content: [UInt8]) {
        // Version 2.0, no flags, stored, midnight of the first day that the format knows.
        let common =
            Self.number(20, 2) + Self.number(0, 2) + Self.number(0, 2) + Self.number(0, 2)
            + Self.number(0x21, 2) + Self.number(Int(Self.checksum(content)), 4)
            + Self.number(content.count, 4) + Self.number(content.count, 4)
            + Self.number(name.utf8.count, 2) + Self.number(0, 2)
        directory += Self.number(0x0201_4b50, 4) + Self.number(20, 2) + common
        // Neither comment nor attributes; where the entry begins.
        directory += Self.number(0, 10) + Self.number(body.count, 4) + Array(name.utf8)
        body += Self.number(0x0403_4b50, 4) + common + Array(name.utf8) + content
        count += 1
    }

    package var bytes: [UInt8] {
        body + directory + Self.number(0x0605_4b50, 4) + Self.number(0, 4)
            + Self.number(count, 2) + Self.number(count, 2) + Self.number(directory.count, 4)
            + Self.number(body.count, 4) + Self.number(0, 2)
    }

    /// The lowest byte first.
    private static func number(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { $0 < 8 ? UInt8(truncatingIfNeeded: value >> ($0 * 8)) : 0 }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xffff_ffff
        for byte in bytes { sum = sum >> 8 ^ table[Int(UInt8(truncatingIfNeeded: sum) ^ byte)] }
        return ~sum
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { sum, _ in sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
    }
}
