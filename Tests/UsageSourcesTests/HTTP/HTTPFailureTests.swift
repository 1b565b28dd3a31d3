import Foundation
import NIOConcurrencyHelpers
import TestSupport
import Testing
import UsageModel

@testable import UsageSources

struct HTTPFailureTests {
    /// Answers with each of the first in turn, then with a whole one.
    private static func failing(
        _ first: [VendorAnswer]
    ) -> @Sendable (VendorRequest) -> VendorAnswer {
        let rest = NIOLockedValueBox(first[...])
        return { _ in
            rest.withLockedValue { $0.popFirst() } ?? .answer(FetchedBench.array(1...1))
        }
    }

    @Test(arguments: [408, 429, 500, 502, 503, 504])
    func `a passing failure is tried again after growing waits`(status: Int) async throws {
        let failures = Array(repeating: VendorAnswer.answer("busy", status: status), count: 3)
        try await VendorServer.with(Self.failing(failures)) { server, base in
            let waits = FetchedBench.Waits(limit: HTTPBench.timeout)
            let reading = try await HTTPBench.read("\(base)/?m={month}", waits: waits)
            #expect(reading.isKnown)
            #expect(server.requests.count == 4)
            // Half a second, one and two, at the middle of their upper halves.
            #expect(waits.all == [.milliseconds(375), .milliseconds(750), .milliseconds(1500)])
        }
    }

    @Test func `tries have an end, and the reason tells the answer and how often it came`()
        async throws
    {
        try await VendorServer.with({ _ in .answer("out of\u{1b} order", status: 503) }) {
            server, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}") { $0.retries = 2 }
            #expect(server.requests.count == 3)
            #expect(
                reading.reason()
                    == "\(base)/?m=2026-10 answered with status 503: out of\\u{1b} order; 3 tries "
                    + "ended alike")
        }
    }

    @Test(arguments: [
        ("7", Duration.seconds(7)), ("Sun, 01 Nov 2026 00:00:09 GMT", .seconds(9)),
        ("Sun, 01 Nov 2020 00:00:00 GMT", .zero),
    ])
    func `Retry-After is waited for`(header: String, wait: Duration) async throws {
        let busy = VendorAnswer.answer(
            "", status: 429, headers: ["Retry-After: \(header)"])
        try await VendorServer.with(Self.failing([busy])) { _, base in
            let waits = FetchedBench.Waits(limit: HTTPBench.timeout)
            let reading = try await HTTPBench.read("\(base)/?m={month}", waits: waits)
            #expect(reading.isKnown)
            #expect(waits.all == [wait])
        }
    }

    @Test func `a Retry-After beyond patience is left to the next cycle`() async throws {
        let busy = VendorAnswer.answer("", status: 429, headers: ["Retry-After: 3600"])
        try await VendorServer.with({ _ in busy }) { server, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}")
            #expect(
                reading.reason()
                    == "\(base)/?m=2026-10 answered with status 429; it asks to wait for 3600 "
                    + "seconds, so the next cycle asks again")
            #expect(server.requests.count == 1)
        }
    }

    @Test func `refused credentials are not tried again, not even for other products`()
        async throws
    {
        let query = UsageQuery(
            months: [SourceBench.october], products: (1...9).map { ProductID("P\($0)") })
        try await VendorServer.with({ _ in .answer("who?", status: 401) }) { server, base in
            let reading = try await HTTPBench.read("\(base)/{product}/{month}", query: query) {
                $0.concurrency = 2
            }
            #expect(server.requests.count == 2)
            #expect(
                reading.reason("P9")
                    == "\(base)/P2/2026-10 answered with status 401: who?; look at the source's "
                    + "'auth'")
        }
    }

    @Test func `a server that hangs is given up`() async throws {
        let answers: [VendorAnswer] = [
            .raw([], then: .hang),
            .raw(
                ["HTTP/1.1 200 X", "Content-Type: application/json", "Content-Length: 1000"], "[",
                then: .hang),
        ]
        for answer in answers {
            try await VendorServer.with({ _ in answer }) { server, base in
                // The time of each try is over as soon as the server has got its question.
                let time = SourceTime(
                    sleep: { duration in
                        guard duration == HTTPBench.timeout else { return }
                        let before = server.requests.count
                        while server.requests.count == before {
                            try Task.checkCancellation()
                            await Task.yield()
                        }
                    }, now: { .distantPast }, random: { 0 })
                let reading = try await HTTPBench.read("\(base)/?m={month}", time: time) {
                    $0.retries = 1
                }
                #expect(
                    reading.reason()
                        == "\(base)/?m=2026-10 gave no whole answer within 77.0 seconds; 2 tries "
                        + "ended alike")
            }
        }
    }

    @Test(arguments: [true, false])
    func `an endless body ends at the limit`(isChunked: Bool) async throws {
        let head = ["HTTP/1.1 200 X", "Content-Type: application/x-ndjson"]
        let bytes = Array(repeating: UInt8(ascii: " "), count: 0x10000)
        let answer = VendorAnswer.raw(
            head + (isChunked ? ["Transfer-Encoding: chunked"] : ["Connection: close"]),
            then: .repeating(
                isChunked ? Array("10000\r\n".utf8) + bytes + Array("\r\n".utf8) : bytes))
        try await VendorServer.with({ _ in answer }) { _, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}") { $0.maxMegabytes = 2 }
            #expect(
                reading.reason()
                    == "\(base)/?m=2026-10: the answer is longer than 2 MiB; 'maxMegabytes' of the "
                    + "source allows more")
        }
    }

    @Test func `a body that is cut off is never taken for whole`() async throws {
        let csv = SourceBench.file([SourceBench.line()])
        let length = ["HTTP/1.1 200 X", "Content-Type: text/csv", "Content-Length: 1000"]
        let chunked = ["HTTP/1.1 200 X", "Content-Type: text/csv", "Transfer-Encoding: chunked"]
        let chunk = String(csv.utf8.count, radix: 16) + "\r\n\(csv)\r\n"
        for answer: VendorAnswer in [
            .raw(length, csv, then: .close), .raw(chunked, chunk, then: .close),
        ] {
            try await VendorServer.with({ _ in answer }) { server, base in
                let reading = try await HTTPBench.read("\(base)/?m={month}") { $0.retries = 1 }
                #expect(reading.reason()?.contains("the answer broke off") == true)
                #expect(reading.allRecords.isEmpty)
                #expect(server.requests.count == 2)
            }
        }
        let open = ["HTTP/1.1 200 X", "Content-Type: text/csv", "Connection: close"]
        try await VendorServer.with({ _ in .raw(open, csv, then: .close) }) { _, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}")
            #expect(
                reading.reason()
                    == "\(base)/?m=2026-10 does not say where its csv ends, so it may be cut off; "
                    + "the server should send Content-Length or chunks")
        }
        let json = ["HTTP/1.1 200 X", "Content-Type: application/json", "Connection: close"]
        let half = String(FetchedBench.array(1...2).dropLast(1))
        try await VendorServer.with({ _ in .raw(json, half, then: .close) }) { _, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}")
            #expect(
                reading.reason()
                    == "\(base)/?m=2026-10:1: the file ends where ',' or ']' was expected")
        }
    }

    @Test func `a try that fails leaves no part of its answer behind`() async throws {
        let head = ["HTTP/1.1 200 X", "Content-Type: application/json", "Content-Length: 1000"]
        try await VendorServer.with(Self.failing([.raw(head, "[", then: .close)])) { _, base in
            try await withTemporaryFolder { parent in
                let folder = try SpoolFolder(in: parent)
                var configuration = HTTPSourceConfiguration(
                    name: "m", urlTemplate: "\(base)/?m={month}")
                configuration.timeout = HTTPBench.timeout
                let fetcher = try HTTPFetcher(
                    configuration, time: FetchedBench.Waits(limit: HTTPBench.timeout).time)
                _ = await fetcher.serving { ask in
                    _ = await ask(FetchUnit(month: SourceBench.october), folder)
                    return UsageReading()
                }
                let left = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                #expect(left.sorted() == ["2.body", "lock"])
            }
        }
    }

    @Test func `redirects are followed on the same host only, and not without end`() async throws {
        try await VendorServer.with({ request in
            switch request.path {
            case "/old":
                .answer("", status: 307, headers: ["Location: /new?m=2026-10"])
            case "/away":
                .answer("", status: 302, headers: ["Location: https://elsewhere.example/usage"])
            case "/circle": .answer("", status: 301, headers: ["Location: /circle"])
            case "/lost": .answer("", status: 301)
            default: .answer(FetchedBench.array(1...1))
            }
        }) { server, base in
            let followed = try await HTTPBench.read("\(base)/old?m={month}")
            #expect(followed.origins == ["\(base)/new?m=2026-10:1"])
            let away = try await HTTPBench.read("\(base)/away?m={month}")
            #expect(
                away.reason()
                    == "\(base)/away?m=2026-10 redirects to https://elsewhere.example, which gets "
                    + "neither question nor credentials; write the right host into 'url'")
            let circle = try await HTTPBench.read("\(base)/circle?m={month}")
            #expect(circle.reason() == "\(base)/circle redirects for the 6th time")
            let lost = try await HTTPBench.read("\(base)/lost?m={month}")
            #expect(lost.reason() == "\(base)/lost?m=2026-10 redirects to nowhere")
        }
    }

    @Test func `two questions that lead to one address deliver its records twice`() async throws {
        let query = UsageQuery(months: [SourceBench.october], products: ["P1", "P2"])
        try await VendorServer.with({ request in
            request.path == "/all"
                ? .answer(FetchedBench.array(1...1))
                : .answer("", status: 307, headers: ["Location: /all"])
        }) { _, base in
            let reading = try await HTTPBench.read("\(base)/{product}?m={month}", query: query)
            #expect(
                reading.files.map(\.path) == [
                    "\(base)/all", "\(base)/all (P2, 2026-10, part 1)",
                ])
            let scope = UsageScope(product: "P1", month: SourceBench.october)
            #expect(reading.rowsTwice[scope]?.count == 1)
        }
    }

    @Test func `a server that is not there is told once, and not asked for other products`()
        async throws
    {
        var address = ""
        try await VendorServer.with({ _ in .answer("[]") }) { _, base in address = base }
        let query = UsageQuery(months: [SourceBench.october], products: ["P1", "P2", "P3"])
        let reading = try await HTTPBench.read("\(address)/{product}/{month}", query: query) {
            $0.concurrency = 1
            $0.retries = 1
        }
        for product: ProductID in ["P1", "P3"] {
            #expect(
                reading.reason(product)?.hasPrefix("no connection to \(address): ") == true)
        }
        #expect(reading.problems.count == 1)
    }

    @Test func `other statuses are told as they are`() async throws {
        for status in [202, 206, 400, 404, 410] {
            try await VendorServer.with({ _ in .answer("[]", status: status) }) { server, base in
                let reading = try await HTTPBench.read("\(base)/?m={month}")
                #expect(
                    reading.reason()
                        == "\(base)/?m=2026-10 answered with status \(status): []")
                #expect(server.requests.count == 1)
            }
        }
    }
}
