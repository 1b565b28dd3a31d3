import Foundation
import TestSupport
import Testing
import UsageModel

@testable import UsageSources

struct HTTPSourceTests {
    @Test func `an answer is read as it is, and each record names its page and place`()
        async throws
    {
        try await VendorServer.with({ _ in .answer(FetchedBench.array(1...3)) }) { server, base in
            let reading = try await HTTPBench.read(
                "\(base)/usage?product={product}&month={month}&from={from}&to={to}")
            #expect(reading.isKnown)
            #expect(reading.subscriptions == ["AS-1", "AS-2", "AS-3"])
            let target =
                "/usage?product=P1&month=2026-10&from=2026-10-01T00%3A00%3A00Z"
                + "&to=2026-11-01T00%3A00%3A00Z"
            #expect(server.requests.map(\.target) == [target])
            #expect(reading.origins == (1...3).map { "\(base)\(target):\($0)" })
            #expect(reading.files.map(\.path) == ["\(base)\(target)"])
            #expect(reading.files.first?.bytes == FetchedBench.array(1...3).utf8.count)
        }
    }

    @Test func `each product is asked for by itself only where the url has one`() async throws {
        let query = UsageQuery(
            months: [SourceBench.october, SourceBench.november], products: ["P1", "P2"])
        try await VendorServer.with({ _ in .answer(FetchedBench.array(1...1)) }) { server, base in
            _ = try await HTTPBench.read("\(base)/{month}", query: query)
            #expect(Set(server.requests.map(\.target)) == ["/2026-10", "/2026-11"])
            _ = try await HTTPBench.read("\(base)/{product}/{month}", query: query)
            #expect(server.requests.count == 6)
        }
    }

    @Test func `a product without a record in an answer for all is an attested zero`()
        async throws
    {
        let query = UsageQuery(months: [SourceBench.october], products: ["P1", "P2"])
        try await VendorServer.with({ _ in .answer(FetchedBench.array(1...1)) }) { _, base in
            let reading = try await HTTPBench.read("\(base)/{month}", query: query)
            #expect(reading.reason("P1") == nil && reading.reason("P2") == nil)
            #expect(reading.subscriptions == ["AS-1"])
        }
    }

    @Test(arguments: [
        ("application/json; charset=utf-8", FetchedBench.array(1...2)),
        ("application/vnd.vendor+json", FetchedBench.array(1...2)),
        ("application/x-ndjson", FetchedBench.record(1) + "\n" + FetchedBench.record(2) + "\n"),
        (
            "text/csv; header=present",
            SourceBench.file([
                SourceBench.line(subscription: "AS-1"), SourceBench.line(subscription: "AS-2"),
            ])
        ),
    ])
    func `the content type tells the format`(type: String, body: String) async throws {
        try await VendorServer.with({ _ in .answer(body, type: type) }) { _, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}")
            #expect(reading.isKnown)
            #expect(reading.subscriptions == ["AS-1", "AS-2"])
        }
    }

    @Test
    func `a content type that tells nothing makes the month unknown unless the format is given`()
        async throws
    {
        let body = SourceBench.file([SourceBench.line()])
        try await VendorServer.with({ _ in .answer(body, type: "text/plain") }) { _, base in
            let url = "\(base)/?m={month}"
            let reading = try await HTTPBench.read(url)
            #expect(
                reading.reason()
                    == "\(base)/?m=2026-10 answered with the content type 'text/plain', expected "
                    + "JSON, JSONL or CSV; 'format' of the source can say which it is")
            #expect(try await HTTPBench.read(url) { $0.format = .csv }.isKnown)
        }
        let page = "<html>Please log in</html>"
        try await VendorServer.with({ _ in .answer(page, type: "text/html") }) { _, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}") { $0.format = .csv }
            #expect(reading.reason()?.contains("'text/html'") == true)
        }
    }

    @Test func `status 204 and an attested flag are zero, any other empty answer is unknown`()
        async throws
    {
        try await VendorServer.with({ request in
            switch request.path {
            case "/none": .raw(["HTTP/1.1 204 No Content"], then: .keepAlive)
            case "/attested": .answer(#"{"items": [], "meta": {"final": true}}"#)
            case "/open": .answer(#"{"items": [], "meta": {"final": false}}"#)
            case "/csv": .answer(SourceBench.header + "\n", type: "text/csv")
            default: .answer("[]")
            }
        }) { _, base in
            #expect(try await HTTPBench.read("\(base)/none?m={month}").isKnown)
            for (path, isZero) in [("attested", true), ("open", false)] {
                let reading = try await HTTPBench.read("\(base)/\(path)?m={month}") {
                    $0.recordsAt = "items"
                    $0.zero = .init(field: "meta.final", value: "true")
                }
                #expect(reading.isKnown == isZero)
            }
            for path in ["csv", "empty"] {
                let reading = try await HTTPBench.read("\(base)/\(path)?m={month}")
                #expect(
                    reading.reason()
                        == "\(base)/\(path)?m=2026-10 answered without a record, which is no proof "
                        + "that there was no usage; 'emptyMeans: zero' of the source takes it for "
                        + "one")
                #expect(
                    try await HTTPBench.read("\(base)/\(path)?m={month}") {
                        $0.emptyMeans = .zero
                    }.isKnown)
            }
        }
    }

    @Test func `an answer with other months' records only is no zero`() async throws {
        let body = FetchedBench.array(1...2).replacing("2026-10", with: "2026-11")
        try await VendorServer.with({ _ in .answer(body) }) { _, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}")
            #expect(
                reading.reason()
                    == "\(base)/?m=2026-10 answered without a record of 2026-10, which is no proof "
                    + "that there was no usage; 'emptyMeans: zero' of the source takes it for one")
            #expect(reading.problems.map(\.message) == [reading.reason()])
            #expect(
                try await HTTPBench.read("\(base)/?m={month}") { $0.emptyMeans = .zero }.isKnown)
            // Beside such records a row that a condition leaves out says nothing.
            let mixed = try await HTTPBench.read("\(base)/?m={month}") {
                $0.mapping.filters = [RowCondition("subscription_id", .isNoneOf(["AS-1"]))]
            }
            #expect(!mixed.isKnown)
            // Records that a condition leaves out were there.
            let filtered = try await HTTPBench.read("\(base)/?m={month}") {
                $0.mapping.filters = [RowCondition("item_mpn", .isNoneOf(["M"]))]
            }
            #expect(filtered.isKnown)
        }
    }

    @Test func `credentials go with each question, and are shown nowhere`() async throws {
        try await withTemporaryFolder { folder in
            let file = "\(folder)/token"
            try "s3cret-token\n".write(toFile: file, atomically: true, encoding: .utf8)
            // The vendor sends the credentials back in its complaint.
            try await VendorServer.with({ request in
                .answer("you sent \(request.headers)", status: 400)
            }) { server, base in
                let url = "\(base)/?m={month}&api_key=literal"
                for authorization: HTTPSourceConfiguration.Authorization in [
                    .bearer(.file(file)), .basic(user: "user", password: .file(file)),
                    .header(name: "X-Api-Key", value: .file(file)),
                ] {
                    let reading = try await HTTPBench.read(url) {
                        $0.authorization = authorization
                        $0.headers = ["Accept-Language": "en"]
                    }
                    let reason = try #require(reading.reason())
                    #expect(reason.contains("status 400"))
                    #expect(!"\(reading)".contains("s3cret-token"))
                    #expect(!"\(reading)".contains("dXNlcjpzM2NyZXQtdG9rZW4="))
                    #expect(!"\(reading)".contains("literal"))
                }
                let sent = server.requests.map { request in
                    request.headers["authorization"] ?? request.headers["x-api-key"]
                }
                #expect(
                    sent == [
                        "Bearer s3cret-token", "Basic dXNlcjpzM2NyZXQtdG9rZW4=", "s3cret-token",
                    ])
                #expect(server.requests.allSatisfy { $0.headers["accept-language"] == "en" })
            }
        }
    }

    @Test func `without its secret nothing is asked`() async throws {
        try await VendorServer.with({ _ in .answer("[]") }) { server, base in
            let query = UsageQuery(months: [SourceBench.october], products: ["P1", "P2"])
            let reading = try await HTTPBench.read("\(base)/{product}/{month}", query: query) {
                $0.authorization = .bearer(.file("/nowhere/token"))
            }
            for product: ProductID in ["P1", "P2"] {
                #expect(
                    reading.reason(product)
                        == "the secret's file '/nowhere/token' cannot be read, expected a readable "
                        + "text file")
            }
            #expect(server.requests.isEmpty)
        }
    }

    @Test func `a product id cannot end its place in the address`() async throws {
        let query = UsageQuery(months: [SourceBench.october], products: ["P/1?x=1&y#"])
        try await VendorServer.with({ _ in .answer("[]") }) { server, base in
            _ = try await HTTPBench.read("\(base)/{product}?m={month}", query: query)
            #expect(server.requests.map(\.target) == ["/P%2F1%3Fx%3D1%26y%23?m=2026-10"])
        }
    }

    @Test func `a packed answer is unpacked, and a bomb is cut off`() async throws {
        // 'gzip -9' of 40 MiB of zeros has some 40 KB; of an empty array 22 bytes.
        let folder = try TemporaryFolder()
        let bomb = try await Self.packed(Array(repeating: 0x20, count: 40 << 20), in: folder)
        let good = try await Self.packed(Array(FetchedBench.array(1...2).utf8), in: folder)
        try await VendorServer.with({ request in
            .answer(
                request.path == "/bomb" ? bomb : good, type: "application/json",
                headers: ["Content-Encoding: gzip"])
        }) { server, base in
            #expect(try await HTTPBench.read("\(base)/good?m={month}").subscriptions.count == 2)
            #expect(server.requests.last?.headers["accept-encoding"] == "gzip")
            let reading = try await HTTPBench.read("\(base)/bomb?m={month}") {
                $0.maxMegabytes = 8
            }
            #expect(
                reading.reason()
                    == "\(base)/bomb?m=2026-10: the answer is longer than 8 MiB; 'maxMegabytes' of "
                    + "the source allows more")
        }
    }

    /// Bytes as the system's own gzip packs them.
    private static func packed(_ bytes: [UInt8], in folder: TemporaryFolder) async throws
        -> [UInt8]
    {
        let path = try folder.write("packed-\(bytes.count)", bytes)
        #expect(try await Program.run("/bin/gzip", ["-9", path]).code == 0)
        return Array(try Data(contentsOf: URL(filePath: path + ".gz")))
    }
}
