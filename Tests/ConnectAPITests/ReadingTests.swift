import ConnectAPI
import Testing
import UsageModel

@Suite("The proof of a reading")
struct ReadingTests {
    @Test func `a reading of several pages is proven and pages by what was received`() async throws
    {
        let transport = ScriptedTransport([
            .success(.page([fileRow(1), fileRow(2)], of: 5)),
            .success(.page([fileRow(3)], at: 2, of: 5)),
            .success(.page([fileRow(4), fileRow(5)], at: 3, of: 5)),
        ])
        let reading = try await client(transport).usageFiles()
        #expect(reading.problem == nil)
        #expect(reading.rows.map(\.id.text) == ["UF-01", "UF-02", "UF-03", "UF-04", "UF-05"])
        #expect(reading.total == 5)
        #expect(reading.requests == 3)
        #expect(
            transport.targets
                == [0, 2, 3].map {
                    "/usage/files?ordering(created.at,id)&limit=1000&offset=\($0)"
                })
    }

    @Test(arguments: ["items 0-0/0", "items */0"])
    func `an empty list is proven by one page`(range: String) async throws {
        let transport = ScriptedTransport([.success(.json("[]", range: range))])
        let reading = try await client(transport).usageFiles()
        #expect(reading == Reading(rows: [], total: 0, requests: 1, problem: nil))
    }

    struct Flaw: Sendable, CustomTestStringConvertible {
        var reason: String
        var pages: [HTTPAnswer]
        var problem: String
        var scope = UsageFileScope.all
        var testDescription: String { reason }
    }

    static let flaws: [Flaw] = [
        Flaw(
            reason: "no Content-Range", pages: [.json("[]")],
            problem: "page 1 has no Content-Range header"),
        Flaw(
            reason: "garbled Content-Range", pages: [.json("[]", range: "items 0-0/many")],
            problem: "page 1 has the Content-Range 'items 0-0/many', "
                + "expected 'items FIRST-LAST/TOTAL'"),
        Flaw(
            reason: "a Content-Range with a sign", pages: [.json("[]", range: "items 0-0/-1")],
            problem: "page 1 has the Content-Range 'items 0-0/-1', "
                + "expected 'items FIRST-LAST/TOTAL'"),
        Flaw(
            reason: "a Content-Range that no list can have",
            pages: [.json("[{\"id\": \"UF-01\"}]", range: "items 0-9223372036854775807/1")],
            problem: "page 1 has the Content-Range 'items 0-9223372036854775807/1', "
                + "expected 'items FIRST-LAST/TOTAL'"),
        Flaw(
            reason: "empty page before the total",
            pages: [.page([fileRow(1)], of: 3), .page([], at: 1, of: 3)],
            problem: "page 2 is empty after 1 of 3 rows"),
        Flaw(
            reason: "an empty first page of a list that has rows", pages: [.page([], of: 2)],
            problem: "page 1 is empty after 0 of 2 rows"),
        Flaw(
            reason: "the same row on two pages",
            pages: [.page([fileRow(1), fileRow(2)], of: 3), .page([fileRow(2)], at: 2, of: 3)],
            problem: "row 'UF-02' came twice, after 2 of 3 rows"),
        Flaw(
            reason: "the same row twice on one page",
            pages: [.page([fileRow(1), fileRow(1)], of: 2)],
            problem: "row 'UF-01' came twice, after 1 of 2 rows"),
        Flaw(
            reason: "more rows than the total",
            pages: [.json("[\(fileRow(1)),\(fileRow(2))]", range: "items 0-1/1")],
            problem: "2 rows came, the total is 1"),
        Flaw(
            reason: "the offset was ignored",
            pages: [
                .page([fileRow(1), fileRow(2)], of: 4), .page([fileRow(3), fileRow(4)], of: 4),
            ],
            problem: "page 2 begins at row 0, asked for was 2"),
        Flaw(
            reason: "fewer rows than Content-Range says",
            pages: [.json("[\(fileRow(1))]", range: "items 0-1/2")],
            problem: "page 1 has 1 rows, its Content-Range says 2"),
        Flaw(
            reason: "the order was ignored",
            pages: [.page([fileRow(2)], of: 2), .page([fileRow(1)], at: 1, of: 2)],
            problem: "row 'UF-01' (2026-10-01T00:00:01.000001Z) comes after 'UF-02' "
                + "(2026-10-01T00:00:02.000001Z), so the platform ignored the order"),
        Flaw(
            reason: "a row without a time of creation on one of two pages",
            pages: [.page([fileRow(1)], of: 2), .page([#"{"id":"UF-9"}"#], at: 1, of: 2)],
            problem: "row 'UF-9' has no time of creation, so the order cannot be verified"),
        Flaw(
            reason: "a filter by contract that was ignored",
            pages: [.page([fileRow(1, contract: "CRD-2")], of: 1)],
            problem: "row 'UF-01' does not satisfy the filter that was sent, "
                + "so the platform ignored the filter",
            scope: UsageFileScope(contracts: ["CRD-1"])),
        Flaw(
            reason: "a filter by product that was ignored",
            pages: [.page([fileRow(1, product: "PRD-2")], of: 1)],
            problem: "row 'UF-01' does not satisfy the filter that was sent, "
                + "so the platform ignored the filter",
            scope: UsageFileScope(products: ["PRD-1"])),
        Flaw(
            reason: "a filter by time that was ignored",
            pages: [.page([fileRow(1)], of: 1)],
            problem: "row 'UF-01' does not satisfy the filter that was sent, "
                + "so the platform ignored the filter",
            scope: UsageFileScope(createdSince: Timestamp("2026-10-02"))),
    ]

    @Test(arguments: flaws)
    func `a flaw is a problem with figures`(flaw: Flaw) async throws {
        let transport = ScriptedTransport(flaw.pages.map { .success($0) })
        let reading = try await client(transport).usageFiles(flaw.scope)
        #expect(reading.problem == "/usage/files: \(flaw.problem)")
        #expect(reading.isComplete == false)
        #expect(transport.calls.count == flaw.pages.count, "no further pass is made")
    }

    @Test func `rows of one instant must be in order of id where the list is append-only`()
        async throws
    {
        func row(_ id: String) -> String {
            #"{"id":"\#(id)","events":{"created":{"at":"2026-10-01T00:00:00Z"}}}"#
        }
        let transport = ScriptedTransport([
            .success(.page([row("UF-2")], of: 2)), .success(.page([row("UF-1")], at: 1, of: 2)),
        ])
        let reading = try await client(transport).usageFiles()
        #expect(reading.problem?.contains("'UF-1'") == true)
    }

    @Test func `a single page needs no order`() async throws {
        let transport = ScriptedTransport([.success(.page([fileRow(2), #"{"id":"UF-1"}"#], of: 2))])
        let reading = try await client(transport).usageFiles()
        #expect(reading.problem == nil)
    }

    @Test func `a reading that sees the total move is repeated`() async throws {
        let transport = ScriptedTransport([
            .success(.page([fileRow(1)], of: 2)), .success(.page([fileRow(2)], at: 1, of: 3)),
            .success(.page([fileRow(1), fileRow(2), fileRow(3)], of: 3)),
        ])
        let reading = try await client(transport).usageFiles()
        #expect(reading.problem == nil)
        #expect(reading.rows.count == 3)
        #expect(reading.requests == 3)
    }

    @Test func `a total that never stands still is a problem after three readings`() async throws {
        let transport = ScriptedTransport { call, number in
            let offset = call.url.hasSuffix("offset=0") ? 0 : 1
            return .success(.page([fileRow(1 + offset)], at: offset, of: 10 + number))
        }
        let reading = try await client(transport).usageFiles()
        #expect(
            reading.problem
                == "/usage/files: no proof in 3 readings: the total moved from 10 to 11, "
                + "then the total moved from 12 to 13, then the total moved from 14 to 15")
        #expect(transport.calls.count == 6)
    }

    @Test func `one page of a list without an order is read once`() async throws {
        let transport = ScriptedTransport([.success(.page([listingRow(1)], of: 1))])
        let reading = try await client(transport).listings()
        #expect(reading.requests == 1)
        #expect(reading.problem == nil)
    }

    @Test func `several pages ordered by creation alone are read until two readings agree`()
        async throws
    {
        let transport = ScriptedTransport { call, _ in
            call.url.hasSuffix("offset=0")
                ? .success(.page([listingRow(1)], of: 2))
                : .success(.page([listingRow(2)], at: 1, of: 2))
        }
        let reading = try await client(transport).listings()
        #expect(reading.problem == nil)
        #expect(reading.requests == 4)
        #expect(transport.targets.first == "/listings?ordering(created)&limit=1000&offset=0")
    }

    @Test func `readings that never agree are a problem`() async throws {
        let transport = ScriptedTransport { call, number in
            call.url.hasSuffix("offset=0")
                ? .success(.page([listingRow(1)], of: 2))
                : .success(.page([listingRow(2, id: "LST-2-\(number)")], at: 1, of: 2))
        }
        let reading = try await client(transport).listings()
        #expect(
            reading.problem == "/listings: no proof in 3 readings: two readings differ in 2 rows, "
                + "then two readings differ in 2 rows")
        #expect(reading.requests == 6)
    }

    @Test func `a duplicate in an order that is not total is read again`() async throws {
        let transport = ScriptedTransport { call, number in
            if call.url.hasSuffix("offset=0") { return .success(.page([listingRow(1)], of: 2)) }
            return .success(.page([number == 1 ? listingRow(1) : listingRow(2)], at: 1, of: 2))
        }
        let reading = try await client(transport).listings()
        #expect(reading.problem == nil)
        #expect(reading.requests == 6)
        #expect(reading.rows.map(\.id) == ["LST-1", "LST-2"])
    }

    @Test func `an order by creation that was ignored is a problem`() async throws {
        let transport = ScriptedTransport([
            .success(.page([listingRow(2)], of: 2)), .success(.page([listingRow(1)], at: 1, of: 2)),
        ])
        let reading = try await client(transport).listings()
        #expect(reading.problem?.hasSuffix("so the platform ignored the order") == true)
    }

    @Test func `long lists of ids are asked for in batches that are merged`() async throws {
        let transport = ScriptedTransport { call, _ in
            .success(
                .page(
                    [fileRow(call.url.contains("CRD-250") ? 2 : 1, contract: "CRD-250")]
                        .filter { _ in call.url.contains("CRD-250") },
                    of: call.url.contains("CRD-250") ? 1 : 0))
        }
        let scope = UsageFileScope(contracts: (101...350).map { ContractID("CRD-\($0)") })
        let reading = try await client(transport).usageFiles(scope)
        #expect(reading.rows.map(\.id.text) == ["UF-02"])
        #expect(reading.requests == 3)
        #expect(transport.calls.allSatisfy { $0.url.utf8.count < 4000 })
    }

    @Test func `an empty list of ids asks nothing`() async throws {
        let transport = ScriptedTransport([.failure(.timeout)])
        let client = try client(transport)
        #expect(try await client.usageFiles(UsageFileScope(contracts: [])) == Reading())
        #expect(try await client.subscriptions(ids: []) == Reading())
        #expect(transport.calls.isEmpty)
    }

    @Test func `one flawed batch makes the whole reading flawed`() async throws {
        let transport = ScriptedTransport([
            .success(.page([], of: 0)), .success(.json("[]")), .success(.page([], of: 0)),
        ])
        let scope = UsageFileScope(products: (101...350).map { ProductID("PRD-\($0)") })
        let reading = try await client(transport).usageFiles(scope)
        #expect(reading.problem == "/usage/files: page 1 has no Content-Range header")
    }

    @Test func `contracts are filtered by type alone, and every row is checked`() async throws {
        let transport = ScriptedTransport([
            .success(.page([#"{"id":"CRD-1","type":"syndication","status":"active"}"#], of: 1))
        ])
        let reading = try await client(transport).contracts()
        #expect(reading.problem?.contains("'CRD-1' does not satisfy the filter") == true)
        #expect(
            transport.targets == [
                "/contracts?eq(type,distribution)&ordering(events.created.at,id)&limit=1000&offset=0"
            ])
    }
}
