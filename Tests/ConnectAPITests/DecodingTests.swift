import ConnectAPI
import Testing
import UsageModel

@Suite("What the platform writes")
struct DecodingTests {
    private func file(_ json: String) async throws -> UsageFile? {
        try await client(ScriptedTransport([.success(.json(json))])).usageFile("UF-1")
    }

    @Test func `a whole usage file is read`() async throws {
        let file = try await file(
            """
            {"id":"UF-1","name":"October","status":"accepted","external_id":"x","environment":"test",
             "contract":{"id":"CRD-1","name":"c"},"product":{"id":"PRD-1","name":"p"},
             "provider":{"id":"PA-1","name":"Dist"},"marketplace":{"id":"MP-1","name":"m"},
             "schema":"qt","currency":"USD","period":{"from":"2026-10-01","to":"2026-10-31"},
             "error_detail":"e","rejection_note":"r","description":"d",
             "stats":{"uploaded":3,"validated":"3","pending":0,"accepted":2.0,"closed":0,"billed":9},
             "events":{"created":{"at":"2020-04-22T15:14:01.267266+00:00","by":{"id":"UR-1","name":"Ann"}},
                       "accepted":{"at":"2020-04-22T15:14:05+00:00"}}}
            """)
        let expected = UsageFile(
            id: "UF-1", name: "October", status: .accepted, externalID: "x", contract: "CRD-1",
            product: "PRD-1", period: BillingMonth(index: 2026 * 12 + 9).days, environment: "test",
            marketplace: "MP-1", provider: Account(id: "PA-1", name: "Dist"), schema: .quantity,
            currency: "USD", description: "d", errorDetail: "e", rejectionNote: "r",
            stats: UsageFileStats(
                uploaded: 3, validated: 3, pending: 0, accepted: 2, closed: 0, billed: 9),
            events: UsageFileEvents(
                created: UsageFileEvent(
                    at: try #require(Timestamp("2020-04-22T15:14:01.267266Z")), by: "Ann"),
                accepted: UsageFileEvent(at: try #require(Timestamp("2020-04-22T15:14:05Z")))))
        #expect(file == expected)
    }

    @Test func `keys that are left out or null are nil`() async throws {
        let bare = UsageFile(id: "UF-1", status: .draft)
        #expect(try await file(#"{"id":"UF-1","status":"draft"}"#) == bare)
        #expect(
            try await file(
                #"{"id":"UF-1","status":"draft","period":null,"external_id":null,"events":null,"#
                    + "\n"
                    + #""stats":null,"contract":null,"currency":null,"schema":null}"#) == bare)
    }

    @Test func `an external id may be a number, and a word of status is kept`() async throws {
        let file = try await file(#"{"id":"UF-1","status":"archived","external_id":4711}"#)
        #expect(file?.externalID == "4711")
        #expect(file?.status == .unknown("archived"))
    }

    @Test(arguments: [
        (
            #"{"from":"2026-10-01T00:00:00+00:00","to":"2026-10-31T23:59:59+00:00"}"#,
            "2026-10-01..2026-10-31"
        ),
        (#"{"from":"2026-10-01","to":"2026-10-01"}"#, "2026-10-01"),
        (#"{"from":"2026-10-01"}"#, "nil"), (#"{}"#, "nil"), (#"{"from":null,"to":null}"#, "nil"),
        (#"{"from":"2026-10-31","to":"2026-10-01"}"#, "nil"),
    ])
    func `a period is dates or instants, or none`(json: String, period: String) async throws {
        let file = try await file(#"{"id":"UF-1","status":"draft","period":\#(json)}"#)
        #expect(file?.period?.description ?? "nil" == period)
    }

    @Test(arguments: [
        (
            #"{"id":"UF-1","period":{"from":"soon","to":"later"}}"#,
            "period.from: not a date: 'soon'"
        ),
        (
            #"{"id":"UF-1","events":{"created":{"at":"noon"}}}"#,
            "events.created.at: not a time: 'noon'"
        ),
        (#"{"status":"draft"}"#, "id: missing"),
        (
            #"{"id":"UF-1","stats":{"accepted":9223372036854775807,"closed":1}}"#,
            "stats.accepted: not a count: '9223372036854775807'"
        ),
        (
            #"{"id":"UF-1","stats":{"closed":"-9223372036854775808"}}"#,
            "stats.closed: not a count: '-9223372036854775808'"
        ),
    ])
    func `garbled values are errors that name the place`(json: String, reason: String) async throws
    {
        let error = await #expect(throws: ConnectError.self) { _ = try await file(json) }
        #expect(
            error
                == .undecodable(
                    RequestLine(method: "GET", path: "/usage/files/UF-1"), reason))
    }

    @Test func `a file that is not there is nil`() async throws {
        let transport = ScriptedTransport([
            .success(.json(#"{"error_code":"X_404","errors":["Not found."]}"#, status: 404))
        ])
        #expect(try await client(transport).usageFile("UF-1") == nil)
    }

    @Test func `a contract has its marketplace and events`() async throws {
        let transport = ScriptedTransport([
            .success(
                .page(
                    [
                        """
                        {"id":"CRD-1","name":"c","type":"distribution","status":"terminated",
                         "kind":"test","version_created":"2026-01-01T00:00:00Z",
                         "enrolled":"2020-02-03T00:00:00+00:00","marketplace":{"id":"MP-1"},
                         "events":{"created":{"at":"2020-01-01T00:00:00Z"},"signed":{"at":null},
                                   "terminated":{"at":"2026-05-05T00:00:00Z","by":{"id":"x"}}}}
                        """
                    ], of: 1))
        ])
        let contract = try #require(try await client(transport).contracts().rows.first)
        #expect(
            contract
                == Contract(
                    id: "CRD-1", name: "c", status: "terminated", kind: "test", marketplace: "MP-1",
                    events: ContractEvents(
                        created: Timestamp("2020-01-01"), enrolled: Timestamp("2020-02-03"),
                        terminated: Timestamp("2026-05-05"))))
    }

    @Test func `a listing has the marketplace of its contract`() async throws {
        let transport = ScriptedTransport([
            .success(
                .page(
                    [
                        """
                        {"id":"LST-1","status":"unlisted","created":"2020-01-01T00:00:00+00:00",
                         "contract":{"id":"CRD-1","marketplace":{"id":"MP-1","name":"m"}},
                         "product":{"id":"PRD-1"},"provider":{"id":"PA-1"}}
                        """
                    ], of: 1))
        ])
        #expect(
            try await client(transport).listings().rows == [
                Listing(
                    id: "LST-1", status: "unlisted", contract: "CRD-1", product: "PRD-1",
                    created: Timestamp("2020-01-01"), provider: Account(id: "PA-1"),
                    marketplace: "MP-1")
            ])
    }

    @Test(arguments: [
        (
            #"{"ppu":{"schema":"QT","dynamic":true,"late":true,"required_custom_fields":["v.a",{"name":"v.b"}]}}"#,
            PayAsYouGo(
                schema: .quantity, isDynamic: true, allowsLate: true,
                requiredCustomFields: ["v.a", "v.b"])
        ),
        (#"{"ppu":{"schema":"pr","future":true}}"#, PayAsYouGo(schema: .price, allowsFuture: true)),
        (#"{"ppu":{"dynamic":false}}"#, nil), (#"{"ppu":null}"#, nil), (#"{"ppu":false}"#, nil),
        (#"{}"#, nil),
    ])
    func `capabilities say how a product is billed`(json: String, expected: PayAsYouGo?)
        async throws
    {
        let transport = ScriptedTransport([
            .success(.page([#"{"id":"PRD-1","capabilities":\#(json)}"#], of: 1))
        ])
        let reading = try await client(transport).products()
        #expect(reading.rows == [Product(id: "PRD-1", payAsYouGo: expected)])
        #expect(reading.requests == 1)
    }

    @Test func `a reporting schema that is not known is an error, not a product without usage`()
        async throws
    {
        let transport = ScriptedTransport([
            .success(.page([#"{"id":"PRD-1","capabilities":{"ppu":{"schema":"ZZ"}}}"#], of: 1))
        ])
        let client = try client(transport)
        let error = await #expect(throws: ConnectError.self) { try await client.products() }
        #expect(error?.description.contains("unknown reporting schema 'ZZ'") == true)
    }

    @Test func `pay-as-you-go that is merely true is an error, not a product without usage`()
        async throws
    {
        let transport = ScriptedTransport([
            .success(.page([#"{"id":"PRD-1","capabilities":{"ppu":true}}"#], of: 1))
        ])
        let client = try client(transport)
        let error = await #expect(throws: ConnectError.self) { try await client.products() }
        #expect(error?.description.contains("pay-as-you-go without a reporting schema") == true)
    }

    @Test func `a product without capabilities in the list is asked for by itself`() async throws {
        let transport = ScriptedTransport([
            .success(.page([#"{"id":"PRD-1"}"#], of: 1)),
            .success(.json(#"{"id":"PRD-1","capabilities":{"ppu":{"schema":"CR"}}}"#)),
        ])
        let reading = try await client(transport).products()
        #expect(reading.rows.first?.payAsYouGo?.schema == .cost)
        #expect(reading.requests == 2)
        #expect(transport.targets.last == "/products/PRD-1")
    }

    @Test func `a marketplace may have no currency`() async throws {
        let transport = ScriptedTransport([
            .success(
                .page(
                    [#"{"id":"MP-1","currency":null}"#, #"{"id":"MP-2","currency":"EUR"}"#], of: 2)),
            .success(.json(#"{"id":"MP-2","name":"Two","currency":""}"#)),
        ])
        let client = try client(transport)
        #expect(try await client.marketplaces().rows.map(\.currency) == [nil, "EUR"])
        #expect(try await client.marketplace("MP-2") == Marketplace(id: "MP-2", name: "Two"))
    }
}
