import TestSupport
import Testing
import UsageModel

@testable import UsageSources

/// The fast readers of bytes agree with the model's own.
struct RecordTextTests {
    @Test(arguments: [
        "0", "-0", "1", "00", "0.10", "-1.50", ".5", "5.", "+1", "1e3", "1E-3", "-", "", ".",
        "1.2.3",
        "1 ", " 1", "123456789012345678", "-99999999999999999", "1234567890.12345678",
        "12345678901234567890.1", "1,5", "0x1", "--1", "1-", "000000000000000000",
        "0.0000000000000001", "99999999999999999999999999999999999999999",
    ])
    func `a number is read as the model reads it`(text: String) {
        let bytes = Array("<\(text)>".utf8)
        #expect(DecimalText.read(1..<(bytes.count - 1), in: bytes) == ExactDecimal(text))
    }

    @Test
    func `random numbers are read as the model reads them`() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<2000 {
            let text = random.decimal()
            let bytes = Array(text.utf8)
            #expect(DecimalText.read(0..<bytes.count, in: bytes) == ExactDecimal(text))
        }
    }

    @Test
    func `a time is read as the model reads it, or left to it`() {
        var random = SeededGenerator(seed: 17)
        var reader = TimeText()
        var read = 0
        for _ in 0..<20_000 {
            var bytes = Array("2026-10-31 23:59:59".utf8)
            for _ in 0..<Int.random(in: 0...3, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                bytes[place] = Array("0123456789-: TZx".utf8).randomElement(using: &random) ?? 0
            }
            guard let time = reader.read(0..<bytes.count, in: bytes) else { continue }
            read += 1
            #expect(time == Timestamp(String(decoding: bytes, as: UTF8.self)))
        }
        #expect(read > 2000)
    }

    @Test(arguments: [(1 << 16, 70), (50, 600)])
    func `a pool gives each text its own value, also when it overflows`(capacity: Int, makes: Int) {
        var pool = BytePool<String>(capacity: capacity, capacityBytes: 3000)
        var made = 0
        for number in 0..<600 {
            let bytes = Array("text \(number % 70)".utf8)
            if let value = pool.find(0..<bytes.count, in: bytes) {
                #expect(value == "text \(number % 70)")
            } else {
                made += 1
                pool.insert("text \(number % 70)", for: 0..<bytes.count, in: bytes)
            }
        }
        #expect(made == makes)
    }
}
