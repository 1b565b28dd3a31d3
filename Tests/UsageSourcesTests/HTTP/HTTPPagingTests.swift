import TestSupport
import Testing
import UsageModel

@testable import UsageSources

struct HTTPPagingTests {
    /// A page of an envelope with some of ten records.
    private static func page(
        _ numbers: some Sequence<Int>, next: String? = nil, total: Int? = nil
    ) -> VendorAnswer {
        let meta = [
            next.map { "\"next\":\"\($0)\"" }, total.map { "\"total\":\($0)" },
        ].compactMap(\.self).joined(separator: ",")
        return .answer("{\"meta\":{\(meta)},\"data\":{\"items\":\(FetchedBench.array(numbers))}}")
    }

    private func read(
        _ url: String, _ pagination: Pagination, pages: Int = 100
    ) async throws -> UsageReading {
        try await HTTPBench.read(url) {
            $0.recordsAt = "data.items"
            $0.pagination = pagination
            $0.maxPages = pages
        }
    }

    @Test(arguments: ["/usage?m=2026-10&p=2", "?m=2026-10&p=2", "//HOST/usage?m=2026-10&p=2"])
    func `next links lead from page to page, also relative ones`(link: String) async throws {
        try await VendorServer.with({ request in
            let host = request.headers["host"] ?? ""
            return request["p"] == nil
                ? Self.page(1...2, next: link.replacing("HOST", with: host))
                : Self.page(3...4)
        }) { server, base in
            let reading = try await read(
                "\(base)/usage?m={month}", .link(field: "meta.next", total: nil))
            #expect(reading.isKnown)
            #expect(reading.subscriptions == ["AS-1", "AS-2", "AS-3", "AS-4"])
            #expect(
                reading.origins.sorted() == [
                    "\(base)/usage?m=2026-10&p=2:1", "\(base)/usage?m=2026-10&p=2:2",
                    "\(base)/usage?m=2026-10:1", "\(base)/usage?m=2026-10:2",
                ])
            #expect(server.requests.count == 2)
        }
    }

    @Test func `the Link header leads on, and needs no envelope`() async throws {
        try await VendorServer.with({ request in
            let page = Int(request["p"] ?? "1") ?? 1
            let link =
                "Link: </first>; rel=\"first\", </x?p=\(page + 1)&a=\",\">; title=\"a, b\"; "
                + "rel=\"last next\""
            return .answer(
                FetchedBench.array(page...page), headers: page < 3 ? [link] : [])
        }) { _, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}") {
                $0.pagination = .header
            }
            #expect(reading.isKnown)
            #expect(reading.subscriptions == ["AS-1", "AS-2", "AS-3"])
        }
    }

    @Test func `a cursor stands in the next question, and its parameter not in the first`()
        async throws
    {
        try await VendorServer.with({ request in
            switch request["after"] {
            case nil: Self.page(1...1, next: "a&b/=")
            case "a%26b%2F%3D": Self.page([], next: "c")
            default: Self.page(2...2, next: "")
            }
        }) { server, base in
            let reading = try await read(
                "\(base)/?m={month}&after={cursor}", .cursor(field: "meta.next", total: nil))
            #expect(reading.isKnown)
            #expect(reading.subscriptions == ["AS-1", "AS-2"])
            #expect(server.requests.first?.target == "/?m=2026-10")
        }
    }

    @Test(arguments: [
        (Pagination.page(first: 1, size: nil, total: nil), ["1", "2", "3", "4"]),
        (.page(first: 1, size: 2, total: nil), ["1", "2", "3"]),
        (.page(first: 1, size: nil, total: "meta.total"), ["1", "2", "3"]),
        (.page(first: 0, size: 2, total: nil), ["0", "1", "2"]),
        // The server gives at most two on a page, whatever it is asked for.
        (.page(first: 1, size: 500, total: nil), ["1", "2", "3", "4"]),
    ])
    func `pages are counted until one is empty, not full, or all have come`(
        pagination: Pagination, asked: [String]
    ) async throws {
        let first = asked[0] == "0" ? 0 : 1
        try await VendorServer.with({ request in
            let page = (Int(request["page"] ?? "") ?? 0) - first
            return page < 2
                ? Self.page((page * 2 + 1)...(page * 2 + 2), total: 5)
                : Self.page(page == 2 ? [5] : [], total: 5)
        }) { server, base in
            let reading = try await read("\(base)/?m={month}&page={page}", pagination)
            #expect(reading.isKnown)
            #expect(reading.subscriptions == (1...5).map { "AS-\($0)" })
            #expect(server.requests.map { $0["page"] } == asked)
        }
    }

    @Test func `a 204 behind the last page is its end`() async throws {
        try await VendorServer.with({ request in
            request["page"] == "1"
                ? Self.page(1...1) : .raw(["HTTP/1.1 204 No Content"], then: .keepAlive)
        }) { _, base in
            let reading = try await read(
                "\(base)/?m={month}&page={page}", .page(first: 1, size: nil, total: nil))
            #expect(reading.isKnown)
            #expect(reading.subscriptions == ["AS-1"])
        }
    }

    @Test func `links that lead in a circle are an answer without end`() async throws {
        try await VendorServer.with({ request in
            switch request["p"] {
            case nil: Self.page(1...1, next: "/?p=2")
            case "2": Self.page(2...2, next: "/?p=3")
            default: Self.page(3...3, next: "/?p=2")
            }
        }) { server, base in
            let reading = try await read(
                "\(base)/?m={month}", .link(field: "meta.next", total: nil))
            #expect(
                reading.reason()
                    == "\(base)/?p=3 leads back to \(base)/?p=2, which was read already, so the "
                    + "pages have no end")
            #expect(server.requests.count == 3)
            #expect(reading.allRecords.isEmpty)
        }
        try await VendorServer.with({ _ in Self.page(1...1, next: "same") }) { server, base in
            let reading = try await read(
                "\(base)/?m={month}&c={cursor}", .cursor(field: "meta.next", total: nil))
            #expect(reading.reason()?.contains("leads back to") == true)
            #expect(server.requests.count == 2)
        }
    }

    @Test func `pages without end stop at the limit`() async throws {
        try await VendorServer.with({ request in
            let page = Int(request["page"] ?? "") ?? 0
            return Self.page(page...page)
        }) { server, base in
            let reading = try await read(
                "\(base)/?m={month}&page={page}", .page(first: 1, size: nil, total: nil),
                pages: 7)
            #expect(
                reading.reason()
                    == "\(base)/?m=2026-10&page=7 is page 7 and not the last; 'maxPages' of the "
                    + "source allows more")
            #expect(server.requests.count == 7)
        }
    }

    @Test func `a next page on another host is not asked`() async throws {
        for link in ["https://elsewhere.example/x", "https://127.0.0.1/x", "//elsewhere/x"] {
            try await VendorServer.with({ _ in Self.page(1...1, next: link) }) { _, base in
                let reading = try await read(
                    "\(base)/?m={month}", .link(field: "meta.next", total: nil))
                #expect(
                    reading.reason()?.contains("names a next page on another host") == true)
            }
        }
    }

    @Test(arguments: [
        (
            [3, 4], [1...2, 3...3],
            "says that there are 4 records, an earlier page said 3: they changed while they were "
                + "read; the next cycle reads them again"
        ),
        ([1, 1], [1...2, 3...3], "says that there are 1 records, but 2 came"),
        ([4, 4], [1...2, 3...3], "is the last page, and of 4 records 3 came"),
    ])
    func `a total that changes or is not met makes the month unknown`(
        totals: [Int], ranges: [ClosedRange<Int>], reason: String
    ) async throws {
        try await VendorServer.with({ request in
            let page = (Int(request["page"] ?? "") ?? 1) - 1
            return page < 2
                ? Self.page(ranges[page], total: totals[page])
                : Self.page([], total: totals[1])
        }) { _, base in
            let reading = try await read(
                "\(base)/?m={month}&page={page}",
                .page(first: 1, size: nil, total: "meta.total"))
            #expect(reading.reason()?.hasSuffix(reason) == true)
        }
    }

    @Test func `records that move from one page to the next stand twice, which holds the month`()
        async throws
    {
        try await VendorServer.with({ request in
            request["p"] == nil ? Self.page(1...2, next: "/?p=2") : Self.page(2...3)
        }) { _, base in
            let reading = try await read(
                "\(base)/?m={month}", .link(field: "meta.next", total: nil))
            let twice = try #require(
                reading.rowsTwice[UsageScope(product: "P1", month: SourceBench.october)])
            #expect(twice.count == 1)
        }
    }

    @Test func `pages whose addresses look alike without their secrets are told apart`()
        async throws
    {
        try await VendorServer.with({ request in
            switch request["pageToken"] {
            case nil: Self.page(1...2, next: "b")
            case "b": Self.page(2...3, next: "c")
            default: Self.page(3...4)
            }
        }) { _, base in
            let reading = try await read(
                "\(base)/?m={month}&pageToken={cursor}", .cursor(field: "meta.next", total: nil))
            let scope = UsageScope(product: "P1", month: SourceBench.october)
            #expect(
                reading.rowsTwice[scope]?.map { "\($0.second)" } == [
                    "\(base)/?m=2026-10&pageToken=*** (2026-10, page 2):1",
                    "\(base)/?m=2026-10&pageToken=*** (2026-10, page 3):1",
                ])
            #expect(Set(reading.files.map(\.path)).count == 3)
            #expect(Set(reading.files.map(\.sha256)).count == 3)
        }
        let query = UsageQuery(months: [SourceBench.october], products: ["P1", "P2"])
        try await VendorServer.with({ _ in .answer(FetchedBench.array(1...1)) }) { _, base in
            let reading = try await HTTPBench.read(
                "\(base)/?m={month}&productKey={product}", query: query)
            #expect(
                reading.files.map(\.path) == [
                    "\(base)/?m=2026-10&productKey=*** (P1, 2026-10)",
                    "\(base)/?m=2026-10&productKey=*** (P2, 2026-10)",
                ])
        }
    }

    @Test func `a next page that is no single value is no end`() async throws {
        for (next, kind) in [(#"{"href":"/?p=2"}"#, "an object"), (#"["/?p=2"]"#, "an array")] {
            let page = #"{"items":\#(FetchedBench.array(1...1)),"_links":{"next":\#(next)}}"#
            try await VendorServer.with({ _ in .answer(page) }) { _, base in
                let reading = try await HTTPBench.read("\(base)/?m={month}") {
                    $0.recordsAt = "items"
                    $0.pagination = .link(field: "_links.next", total: nil)
                }
                #expect(
                    reading.reason()
                        == "\(base)/?m=2026-10: '_links.next' is \(kind), expected a single value")
            }
        }
        let array = #"{"items":\#(FetchedBench.array(1...1)),"_links":[{"next":"/?p=2"}]}"#
        try await VendorServer.with({ _ in .answer(array) }) { _, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}") {
                $0.recordsAt = "items"
                $0.pagination = .link(field: "_links.next", total: nil)
            }
            #expect(
                reading.reason()
                    == "\(base)/?m=2026-10: '_links' is an array, expected an object with "
                    + "'_links.next'")
        }
    }

    @Test func `pages that are too long together tell the limit of the source`() async throws {
        let blank = String(repeating: " ", count: 700 << 10)
        try await VendorServer.with({ request in
            let next = request["p"] == nil ? #","next":"/?p=2""# : ""
            return .answer(#"{"items":[]\#(blank)\#(next)}"#)
        }) { _, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}") {
                $0.recordsAt = "items"
                $0.pagination = .link(field: "next", total: nil)
                $0.maxMegabytes = 1
            }
            #expect(
                reading.reason()
                    == "\(base)/?p=2: the answer is longer than 1 MiB; 'maxMegabytes' of the "
                    + "source allows more")
        }
    }

    @Test func `records that are not where they were said to be make the month unknown`()
        async throws
    {
        try await VendorServer.with({ _ in .answer(#"{"error": "none"}"#) }) { _, base in
            let reading = try await read("\(base)/?m={month}", .none)
            #expect(
                reading.reason()
                    == "\(base)/?m=2026-10: it has no records at 'data.items', so it says nothing")
        }
    }

    private static func lone(_ meta: String, _ numbers: ClosedRange<Int> = 1...2) -> VendorAnswer {
        .answer("{\"meta\":\(meta),\"data\":{\"items\":\(FetchedBench.array(numbers))}}")
    }

    @Test(arguments: [
        ("&limit=2", Pagination.cursor(field: "meta.nxt", total: nil)),
        ("&page%5Bsize%5D=2", .cursor(field: "meta.nxt", total: nil)),
        ("&%24top=2", .link(field: "meta.nxt", total: nil)),
        ("", .cursor(field: "meta.nxt", total: nil, size: 2)),
        ("&limit=500", .link(field: "meta.nxt", total: nil, size: 1)),
    ])
    func `a full first page that lacks the member to go on by is not taken for the whole`(
        more: String, pagination: Pagination
    ) async throws {
        try await VendorServer.with({ _ in Self.lone(#"{"next":"b"}"#) }) { server, base in
            let cursor = if case .cursor = pagination { "&c={cursor}" } else { "" }
            let reading = try await read("\(base)/?m={month}\(more)\(cursor)", pagination)
            #expect(
                reading.reason()
                    == "\(base)/?m=2026-10\(more) has 2 records, as many as a page holds, and no "
                    + "'meta.nxt' to say whether more follow; check 'field' of 'pagination', and "
                    + "'size' if a page may hold more, or let 'total' name the number of all records"
            )
            #expect(server.requests.count == 1)
        }
    }

    @Test func `a member to go on by that stands at another place is no end`() async throws {
        for (field, meta) in [
            ("next", #"{"next":"b"}"#), ("meta.next", #"{"paging":{"next":"b"}}"#),
        ] {
            try await VendorServer.with({ _ in Self.lone(meta) }) { _, base in
                let reading = try await read(
                    "\(base)/?m={month}&c={cursor}", .cursor(field: field, total: nil))
                let place = field == "next" ? "meta.next" : "meta.paging.next"
                #expect(reading.reason()?.contains("has no '\(field)', but '\(place)'") == true)
            }
        }
    }

    @Test(arguments: [
        // Fewer than a page holds, whatever the vendor leaves out.
        ("&limit=3", "{}", Pagination.cursor(field: "meta.next", total: nil)),
        ("", #"{"paging":{"next":"b"}}"#, .cursor(field: "meta.next", total: nil, size: 3)),
        // As many as a page holds, and the vendor says that there are no more.
        ("&limit=2", #"{"next":null}"#, .cursor(field: "meta.next", total: nil)),
        ("&limit=2", #"{"next":""}"#, .cursor(field: "meta.next", total: nil)),
        ("&limit=2", #"{"page":null}"#, .cursor(field: "meta.page.next", total: nil)),
        ("&limit=2", #"{"total":2}"#, .cursor(field: "meta.next", total: "meta.total")),
        // Numbers that are no size of a page.
        ("&year=2", "{}", .cursor(field: "meta.next", total: nil)),
        ("&limit={product}", "{}", .link(field: "meta.next", total: nil)),
    ])
    func `a single page that may be all there is is the whole`(
        more: String, meta: String, pagination: Pagination
    ) async throws {
        try await VendorServer.with({ _ in Self.lone(meta) }) { _, base in
            let cursor = if case .cursor = pagination { "&c={cursor}" } else { "" }
            let reading = try await read("\(base)/?m={month}\(more)\(cursor)", pagination)
            #expect(reading.isKnown, "\(reading.reason() ?? "")")
            #expect(reading.subscriptions == ["AS-1", "AS-2"])
        }
    }

    @Test func `a full last page that lacks the member is the end, as the first one had it`()
        async throws
    {
        try await VendorServer.with({ request in
            request["c"] == nil ? Self.page(1...2, next: "b") : Self.page(3...4)
        }) { _, base in
            let reading = try await read(
                "\(base)/?m={month}&limit=2&c={cursor}", .cursor(field: "meta.next", total: nil))
            #expect(reading.isKnown && reading.subscriptions.count == 4)
        }
    }

    @Test func `an answer that is nothing but an array has no member to go on by`() async throws {
        try await VendorServer.with({ _ in .answer(FetchedBench.array(1...1)) }) { _, base in
            let reading = try await HTTPBench.read("\(base)/?m={month}&c={cursor}") {
                $0.pagination = .cursor(field: "next", total: nil)
            }
            #expect(
                reading.reason()
                    == "\(base)/?m=2026-10 answered with an array, where 'next' cannot be found")
        }
    }
}
