import Foundation
import TestSupport
import Testing
import UsageModel

@Suite("Instants")
struct TimestampTests {
    @Test(arguments: [
        ("2020-04-22T15:14:01.267266+00:00", "2020-04-22T15:14:01.267266Z"),
        ("2020-02-25 9:21:39", "2020-02-25T09:21:39Z"),
        ("2020-02-25 09:21:39", "2020-02-25T09:21:39Z"),
        ("2020-02-25", "2020-02-25T00:00:00Z"),
        ("2020-02-25T09:21", "2020-02-25T09:21:00Z"),
        ("2020-02-25t09:21:39z", "2020-02-25T09:21:39Z"),
        ("2020-02-25T09:21:39,5Z", "2020-02-25T09:21:39.500000Z"),
        ("2020-02-25T09:21:39.1234567Z", "2020-02-25T09:21:39.123456Z"),
        ("2020-02-25T00:30:00+02:00", "2020-02-24T22:30:00Z"),
        ("2020-02-25T23:30:00-0130", "2020-02-26T01:00:00Z"),
        ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500000Z"),
    ])
    func `forms that are met are read`(text: String, plain: String) {
        #expect(Timestamp(text)?.description == plain)
    }

    @Test(arguments: [
        "", "2020-02-25T", "2020-02-25T24:00:00Z", "2020-02-25T09:60:00Z", "2020-02-25T09:21:60Z",
        "2020-02-30T00:00:00Z", "2020-02-25T09:21:39.Z", "2020-02-25T09:21:39 UTC",
        "2020-02-25T09:21:39+2", "2020-02-25T9:1:39Z", "25.02.2020 09:21:39", "1582643699",
        "2020-02-25T09:21:39ZZ", "2020-02-25  09:21:39",
    ])
    func `what is no instant is refused`(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test(arguments: 0..<3)
    func `what is written is read back`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        for _ in 0..<1_000 {
            let instant = Timestamp(
                microseconds: .random(
                    in: -60_000_000_000_000_000...60_000_000_000_000_000, using: &random))
            #expect(Timestamp(instant.description) == instant)
            #expect(instant.date <= instant.adding(.seconds(1)).date)
            #expect(Timestamp(startOf: instant.date) <= instant)
            #expect(instant.since(Timestamp(startOf: instant.date)) < .seconds(86_400))
        }
    }

    @Test func `seconds agree with Foundation`() throws {
        for text in ["2026-11-02T06:00:00Z", "1900-03-01T00:00:00Z", "2399-12-31T23:59:59Z"] {
            let date = try Date(text, strategy: .iso8601)
            #expect(instant(text).seconds == Int64(date.timeIntervalSince1970))
        }
    }

    @Test func `the workbook's form has no fraction and no zone`() {
        #expect(instant("2026-10-31T23:59:59.999999Z").workbookText == "2026-10-31 23:59:59")
        #expect(instant("1969-12-31T23:59:59.5Z").workbookText == "1969-12-31 23:59:59")
    }

    @Test func `durations are added to the microsecond`() {
        let start = instant("2026-10-31T23:59:59Z")
        #expect(start.adding(.milliseconds(1500)) == instant("2026-11-01T00:00:00.5Z"))
        #expect(start.adding(.seconds(1)).since(start) == .seconds(1))
        #expect(start.since(start.adding(.microseconds(1))) == .microseconds(-1))
    }
}
