import Foundation
import TestSupport
import Testing
import UsageModel

@Suite("Exact numbers")
struct ExactDecimalTests {
    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("412.5", "412.5"), ("4.0000", "4"), ("+7", "7"), (".5", "0.5"),
        ("-0.05", "-0.05"), ("1e3", "1000"), ("1.5E-3", "0.0015"), ("12e-1", "1.2"),
        ("0.1", "0.1"), ("100", "100"), ("0e99", "0"), ("007", "7"),
        ("99999999999999999999999999999999999999", "99999999999999999999999999999999999999"),
        ("0.000000000000000000000000000001", "0.000000000000000000000000000001"),
    ])
    func `numbers are read and written plainly`(text: String, plain: String) {
        #expect(ExactDecimal(text)?.description == plain)
    }

    @Test(arguments: [
        "", " 1", "1 ", "1,5", "1.", ".", "-", "1e", "1e+", "--1", "1.2.3", "0x10", "NaN", "inf",
        "1_000", "1'000", "٣", "1e400", "1e-31", "100000000000000000000000000000000000000", "1e38",
        "0.0000000000000000000000000000001",
    ])
    func `what is no exact number is refused`(text: String) {
        #expect(ExactDecimal(text) == nil)
    }

    @Test(arguments: 0..<4)
    func `sums, products and order agree with Foundation`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<500 {
            let texts = (0..<2).map { _ in
                let whole = Int.random(in: -9_999_999...9_999_999, using: &random)
                let part = Int.random(in: 0...99_999_999, using: &random)
                return "\(whole).\(padded(part, to: 8))"
            }
            let (left, right) = (decimal(texts[0]), decimal(texts[1]))
            let first = try #require(Decimal(string: texts[0]))
            let second = try #require(Decimal(string: texts[1]))
            #expect(left.adding(right)?.description == "\(first + second)")
            #expect(left.multiplied(by: right)?.description == "\(first * second)")
            #expect((left < right) == (first < second))
            #expect(decimal(left.description) == left)
        }
    }

    @Test func `equal numbers are equal however they are written`() {
        #expect(decimal("1.50") == decimal("1.5"))
        #expect(Set([decimal("1.50"), decimal("1.5"), decimal("15e-1")]).count == 1)
    }

    @Test func `what needs more than 38 digits is refused, never rounded`() {
        let largest = decimal(String(repeating: "9", count: 38))
        #expect(largest.adding(ExactDecimal(1)) == nil)
        #expect(largest.multiplied(by: ExactDecimal(2)) == nil)
        #expect(largest.adding(decimal("0.1")) == nil)
        #expect(largest.adding(decimal("-1"))?.significantDigits == 38)
        let least = decimal("-" + String(repeating: "9", count: 38))
        #expect(least.magnitude == largest)
        #expect(least.adding(ExactDecimal(-1)) == nil)
    }

    @Test func `numbers of very different size are in order`() {
        let large = decimal(String(repeating: "9", count: 38))
        let small = decimal("0.000000000000000000000000000001")
        #expect(small < large && !(large < small))
        #expect(decimal("-1") < small)
        let near = decimal("9999999999999999999999999999999999999.9")
        #expect(near < decimal("10000000000000000000000000000000000000"))
    }

    @Test(arguments: [("0", 1), ("10", 2), ("0.0012", 2), ("123.45", 5)])
    func `significant digits are counted`(text: String, count: Int) {
        #expect(decimal(text).significantDigits == count)
    }

    @Test func `it stands in JSON as a text`() throws {
        let data = try JSONEncoder().encode([decimal("412.50")])
        #expect(String(decoding: data, as: UTF8.self) == "[\"412.5\"]")
        #expect(try JSONDecoder().decode([ExactDecimal].self, from: data) == [decimal("412.5")])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([ExactDecimal].self, from: Data("[\"1,5\"]".utf8))
        }
    }
}
