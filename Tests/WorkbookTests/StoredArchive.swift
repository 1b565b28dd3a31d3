/// Makes ZIP archives without compression, so that tests can put any bytes into a workbook.
struct StoredArchive {
    private var body: [UInt8] = []
    private var directory: [UInt8] = []
    private var count = 0

    mutating func add(_ name: String, _ text: String) {
        let content = Array(text.utf8)
        let common =
            number(20, 2) + number(0, 2) + number(0, 2) + number(0, 2) + number(0x21, 2)
            + number(Int(Self.checksum(content)), 4) + number(content.count, 4)
            + number(content.count, 4) + number(name.utf8.count, 2) + number(0, 2)
        directory += number(0x0201_4b50, 4) + number(20, 2) + common
        directory += number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4)
        directory += number(body.count, 4) + Array(name.utf8)
        body += number(0x0403_4b50, 4) + common + Array(name.utf8) + content
        count += 1
    }

    var bytes: [UInt8] {
        body + directory + number(0x0605_4b50, 4) + number(0, 4) + number(count, 2)
            + number(count, 2) + number(directory.count, 4) + number(body.count, 4) + number(0, 2)
    }

    private func number(_ value: Int, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum: UInt32 = 0xffff_ffff
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
