import TestSupport
import Testing
import UsageModel

@testable import UsageSources

/// How times are read that are not ISO 8601.
struct TimeFormatTests {
    @Test(arguments: [
        ("M/d/yyyy", "10/5/2026", "2026-10-05T00:00:00Z", "2026-10-05T23:59:59Z"),
        ("M/d/yyyy h:mm a", "12/31/2026 12:05 AM", "2026-12-31T00:05:00Z", "2026-12-31T00:05:00Z"),
        ("M/d/yyyy h:mm a", "1/2/2026 12:05 pm", "2026-01-02T12:05:00Z", "2026-01-02T12:05:00Z"),
        (
            "dd.MM.yyyy HH:mm:ss", "05.10.2026 23:59:58", "2026-10-05T23:59:58Z",
            "2026-10-05T23:59:58Z"
        ),
        ("yyyy-M", "2026-2", "2026-02-01T00:00:00Z", "2026-02-28T23:59:59Z"),
        ("MMM yyyy", "Oct 2026", "2026-10-01T00:00:00Z", "2026-10-31T23:59:59Z"),
        ("yyyyMMdd", "20261005", "2026-10-05T00:00:00Z", "2026-10-05T23:59:59Z"),
        (
            "yyyy-MM-dd'T'HH:mm:ss.SXXX", "2026-10-05T02:00:00.25+02:00",
            "2026-10-05T00:00:00.250000Z",
            "2026-10-05T00:00:00.250000Z"
        ),
        (
            "yyyy-MM-dd HH:mmXXX", "2026-10-05 00:30-0130", "2026-10-05T02:00:00Z",
            "2026-10-05T02:00:00Z"
        ),
        ("unix", "1790812800", "2026-10-01T00:00:00Z", "2026-10-01T00:00:00Z"),
        (
            "unixMilliseconds", "1790812800500", "2026-10-01T00:00:00.500000Z",
            "2026-10-01T00:00:00.500000Z"
        ),
    ])
    func `a text in the format is a time`(format: String, text: String, start: String, end: String)
        throws
    {
        let format = try #require(TimeFormat(format))
        #expect(format.read(text, isEnd: false)?.description == start)
        #expect(format.read(text, isEnd: true)?.description == end)
    }

    @Test(arguments: [
        ("M/d/yyyy", "13/1/2026"), ("M/d/yyyy", "2/30/2026"), ("M/d/yyyy", "1/2/26"),
        ("M/d/yyyy", "1/2/2026 "), ("MM/dd/yyyy", "1/2/2026"), ("MMM yyyy", "Okt 2026"),
        ("M/d/yyyy h:mm a", "1/2/2026 13:00 PM"), ("M/d/yyyy h:mm a", "1/2/2026 1:00 XM"),
        ("yyyy-MM-dd HH:mm", "2026-10-05 24:00"), ("yyyy-MM-dd HH:mm", "2026-10-05 23:60"),
        ("unix", "179081280012345678"), ("unix", "-1"), ("unix", ""), ("yyyy-MM", ""),
        ("yyyy-MM-ddXXX", "2026-10-05+"), ("yyyy-MM-ddXXX", "2026-10-05+2"),
    ])
    func `a text that is not in the format is none`(format: String, text: String) throws {
        #expect(try #require(TimeFormat(format)).read(text, isEnd: false) == nil)
    }

    @Test(arguments: ["", "d.M.", "yy-MM", "yyyy-MMMM", "yyyy-MM'T", "yyyy-MM-dd Q", "yyyy"])
    func `a format without sense is refused`(format: String) {
        #expect(TimeFormat(format) == nil)
    }

    @Test
    func `random bytes are read or refused`() throws {
        var random = SeededGenerator(seed: 31)
        let format = try #require(TimeFormat("M/d/yyyy h:mm:ss.S a XXX"))
        let alphabet = Array("0123456789/:. aApPmMZ+-".utf8)
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
            }
            let text = String(decoding: bytes, as: UTF8.self)
            if let time = format.read(text, isEnd: true) { #expect(time.microseconds < 1 << 60) }
        }
    }
}
