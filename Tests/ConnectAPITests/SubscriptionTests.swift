import ConnectAPI
import Testing
import UsageModel

@Suite("Subscriptions and records")
struct SubscriptionTests {
    private static let row = """
        {"id":"AS-1","status":"active","product":{"id":"PRD-1"},"contract":{"id":"CRD-1"},
         "params":[{"id":"tenant","value":"t 1"},{"id":"seats","value":5},{"id":"list","value":[1]},
                   {"id":"none","value":null},[]],
         "events":{"created":{"at":"2026-01-01T00:00:00Z"},"updated":{"at":"2026-02-01T00:00:00Z"}}}
        """

    private static let subscription = Subscription(
        id: "AS-1", product: "PRD-1", contract: "CRD-1", created: Timestamp("2026-01-01"),
        updated: Timestamp("2026-02-01"), parameters: ["tenant": "t 1", "seats": "5"])

    @Test func `subscriptions are found by id`() async throws {
        let transport = ScriptedTransport([.success(.page([Self.row], of: 1))])
        let reading = try await client(transport).subscriptions(ids: ["AS-1", "AS-2", "AS-1"])
        #expect(reading == Reading(rows: [Self.subscription], total: 1, requests: 1))
        #expect(
            transport.targets == [
                "/assets?in(id,(AS-1,AS-2))&ordering(created)&limit=1000&offset=0"
            ])
    }

    @Test func `subscriptions are found by a parameter`() async throws {
        let other =
            #"{"id":"AS-2","params":[{"id":"tenant","value":"x"},{"id":"alias","value":"t 1"}]}"#
        let transport = ScriptedTransport([.success(.page([Self.row, other], of: 2))])
        let reading = try await client(transport)
            .subscriptions(byParameter: "tenant", values: ["t 1"])
        #expect(
            reading.rows == [Self.subscription], "the value of another parameter does not count")
        #expect(reading.problem == nil)
        #expect(
            transport.targets == [
                "/assets?eq(params.id,tenant)&in(params.value,(%22t%201%22))&ordering(created)"
                    + "&limit=1000&offset=0"
            ])
    }

    @Test func `a filter by parameter that was ignored is a problem`() async throws {
        let transport = ScriptedTransport([.success(.page([#"{"id":"AS-2"}"#], of: 1))])
        let reading = try await client(transport).subscriptions(
            byParameter: "tenant", values: ["t"])
        #expect(reading.problem?.contains("ignored the filter") == true)
    }

    @Test func `subscriptions of products and of pairs are filtered on both sides`() async throws {
        let transport = ScriptedTransport([.success(.page([Self.row], of: 1))])
        let client = try client(transport)
        #expect(try await client.subscriptions(ofProducts: ["PRD-1"]).problem == nil)
        #expect(try await client.subscriptions(ofProducts: ["PRD-2"]).problem != nil)
        #expect(
            try await client.subscriptions(of: [CellPair(contract: "CRD-1", product: "PRD-1")])
                .problem == nil)
        #expect(
            try await client.subscriptions(of: [CellPair(contract: "CRD-2", product: "PRD-1")])
                .problem != nil)
    }

    @Test func `whether a subscription exists is asked with one row`() async throws {
        let transport = ScriptedTransport([
            .success(.page([Self.row], of: 40)), .success(.page([], of: 0)),
        ])
        let client = try client(transport)
        #expect(try await client.subscriptionExists(contract: "CRD-1", product: "PRD-1"))
        #expect(try await client.subscriptionExists(contract: "CRD-1", product: "PRD-1") == false)
        #expect(
            transport.targets.first == "/assets?eq(contract.id,CRD-1)&eq(product.id,PRD-1)"
                + "&ne(status,draft)&ordering(created)&limit=1&offset=0")
    }

    @Test func `a count of which one row does not fit the filter is an error`() async throws {
        let transport = ScriptedTransport([.success(.page([Self.row], of: 40))])
        let client = try client(transport)
        #expect(try await client.subscriptionCount(ofProduct: "PRD-1") == 40)
        #expect(try await client.subscriptionCount() == 40)
        await #expect(throws: ConnectError.self) {
            try await client.subscriptionCount(ofProduct: "PRD-2")
        }
    }

    @Test func `records are counted without reading one`() async throws {
        let transport = ScriptedTransport([
            .success(.json("[]", range: "items 0-0/1234567")), .success(.json("[]")),
        ])
        let client = try client(transport)
        #expect(try await client.recordCount() == 1_234_567)
        #expect(transport.targets == ["/usage/records?limit=0"])
        await #expect(throws: ConnectError.self) { try await client.recordCount() }
    }

    private static func record(_ id: Int, _ start: String, _ end: String, file: String = "UF-1")
        -> String
    {
        """
        {"id":"UR-\(id)","start_date":"\(start)","end_date":"\(end)","usagefile":{"id":"\(file)"}}
        """
    }

    @Test func `the days of a file's records reach to the latest end`() async throws {
        let transport = ScriptedTransport([
            .success(
                .page([Self.record(1, "2026-10-01T00:00:00Z", "2026-10-31T23:59:59Z")], of: 3)),
            .success(.page([], of: 0)),
            .success(
                .page([Self.record(2, "2026-10-05T00:00:00Z", "2026-11-02T00:00:00Z")], of: 1)),
            .success(.page([], of: 0)),
        ])
        let days = try await client(transport).recordDays(of: "UF-1")
        #expect(days?.description == "2026-10-01..2026-11-01", "an end at midnight is exclusive")
        #expect(
            transport.targets.first
                == "/usage/records?eq(usagefile.id,UF-1)&ordering(usage_start_time)&limit=1&offset=0"
        )
        #expect(
            transport.targets.last == "/usage/records?eq(usagefile.id,UF-1)"
                + "&gt(end_date,2026-11-02T00:00:00Z)&ordering(-usage_start_time)&limit=1000&offset=0"
        )
    }

    @Test func `the days of a file's records begin with the earliest, whatever the order`()
        async throws
    {
        let transport = ScriptedTransport([
            .success(
                .page([Self.record(2, "2026-10-05T00:00:00Z", "2026-10-06T12:00:00Z")], of: 2)),
            .success(
                .page([Self.record(1, "2026-09-30T00:00:00Z", "2026-09-30T12:00:00Z")], of: 1)),
            .success(.page([], of: 0)), .success(.page([], of: 0)),
        ])
        let days = try await client(transport).recordDays(of: "UF-1")
        #expect(days?.description == "2026-09-30..2026-10-06")
        #expect(
            transport.targets[1] == "/usage/records?eq(usagefile.id,UF-1)"
                + "&lt(start_date,2026-10-05T00:00:00Z)&ordering(usage_start_time)"
                + "&limit=1000&offset=0")
    }

    /// A file with a record of September and one of November.
    private static func withGap(_ october: [String]) -> ScriptedTransport {
        ScriptedTransport([
            .success(
                .page([record(2, "2026-11-05T00:00:00Z", "2026-11-06T12:00:00Z")], of: 2)),
            .success(
                .page([record(1, "2026-09-29T00:00:00Z", "2026-09-30T12:00:00Z")], of: 1)),
            .success(.page([], of: 0)), .success(.page([], of: 0)),
            .success(.page(october, of: october.count)),
        ])
    }

    @Test func `a month without a record is not among the days of a file`() async throws {
        let transport = Self.withGap([])
        #expect(try await client(transport).recordDays(of: "UF-1") == nil)
        #expect(
            transport.targets.last == "/usage/records?eq(usagefile.id,UF-1)"
                + "&and(ge(start_date,2026-10-01T00:00:00Z),lt(start_date,2026-11-01T00:00:00Z))"
                + "&ordering(usage_start_time)&limit=1&offset=0")
        let whole = Self.withGap([Self.record(3, "2026-10-05T00:00:00Z", "2026-10-06T00:00:00Z")])
        let days = try await client(whole).recordDays(of: "UF-1")
        #expect(days?.description == "2026-09-29..2026-11-06")
    }

    @Test func `a file over more months than anybody reports is placed by a person`() async throws {
        let transport = ScriptedTransport([
            .success(
                .page([Self.record(2, "2026-11-05T00:00:00Z", "2026-11-06T12:00:00Z")], of: 2)),
            .success(
                .page([Self.record(1, "2019-09-29T00:00:00Z", "2019-09-30T12:00:00Z")], of: 1)),
            .success(.page([], of: 0)), .success(.page([], of: 0)),
            .success(
                .page([Self.record(3, "2019-10-05T00:00:00Z", "2019-10-06T00:00:00Z")], of: 1)),
        ])
        #expect(try await client(transport).recordDays(of: "UF-1") == nil)
        #expect(transport.calls.count == 4)
    }

    @Test func `where subscriptions were reported is asked by their ids and the month`()
        async throws
    {
        let row = {
            (asset: String, start: String) in
            """
            {"id":"UR-1","start_date":"\(start)","asset":{"id":"\(asset)"},\
            "usagefile":{"id":"UF-1"}}
            """
        }
        let transport = ScriptedTransport([
            .success(.page([row("AS-1", "2026-10-05T00:00:00Z")], of: 1)),
            .success(.page([row("AS-1", "2026-11-01T00:00:00Z")], of: 1)),
            .success(.page([row("AS-9", "2026-10-05T00:00:00Z")], of: 1)),
        ])
        let client = try client(transport)
        let october = try #require(BillingMonth("2026-10"))
        let found = try await client.reports(
            of: ["AS-1", "AS-2"], in: october, among: ["UF-1", "UF-2"])
        #expect(found == [SubscriptionReport(subscription: "AS-1", file: "UF-1")])
        #expect(
            transport.targets.first == "/usage/records?in(usagefile.id,(UF-1,UF-2))"
                + "&in(asset.id,(AS-1,AS-2))&ge(start_date,2026-10-01T00:00:00Z)"
                + "&lt(start_date,2026-11-01T00:00:00Z)&ordering(created_time)&limit=1000&offset=0")
        for _ in 0..<2 {
            await #expect(throws: ConnectError.self) {
                try await client.reports(of: ["AS-1"], in: october, among: ["UF-1"])
            }
        }
    }

    @Test func `a file without records has no days`() async throws {
        let transport = ScriptedTransport([.success(.page([], of: 0))])
        #expect(try await client(transport).recordDays(of: "UF-1") == nil)
    }

    @Test func `records of another file are an error`() async throws {
        let row = Self.record(1, "2026-10-01", "2026-10-02", file: "UF-2")
        let client = try client(ScriptedTransport([.success(.page([row], of: 1))]))
        await #expect(throws: ConnectError.self) { try await client.recordDays(of: "UF-1") }
    }

    @Test func `a platform that ignores the end never keeps us asking`() async throws {
        let row = Self.record(1, "2026-10-01T00:00:00Z", "2026-10-02T00:00:00Z")
        let transport = ScriptedTransport([.success(.page([row], of: 1))])
        let client = try client(transport)
        await #expect(throws: ConnectError.self) { try await client.recordDays(of: "UF-1") }
        #expect(transport.calls.count == 2)
    }
}
