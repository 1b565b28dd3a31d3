import ConnectSimulator
import Testing
import UsageModel

struct ListTests {
    /// A world of numbered files: odd ones without a name, the first with an integer external id.
    private static func world(files count: Int) -> SmallWorld {
        var small = SmallWorld()
        var world = small.generator.world()
        world.files = (0..<count).map { index in
            var file: JSONValue = [
                "id": .string("UF-\(padded(index, to: 5))"),
                "status": index % 2 == 0 ? "draft" : "deleted",
                "contract": ["id": .string(small.contract)],
                "product": ["id": .string(small.product(index % 4))],
                "external_id": index == 0 ? 4711 : .string("ext \(index)"),
                "events": [
                    "created": [
                        "at": .string("2026-10-01T00:\(padded(index % 60, to: 2)):00+00:00")
                    ]
                ],
            ]
            if index % 2 == 0 { file["name"] = .string("File (\(index))") }
            return file
        }
        small.platform = SimulatedPlatform(world: world, options: small.platform.options)
        return small
    }

    @Test(arguments: [
        (0, "", "items 0-0/0", 0), (0, "limit=0", "items 0-0/0", 0),
        (5, "limit=0", "items 0-0/5", 0), (5, "limit=2", "items 0-1/5", 2),
        (5, "limit=2&offset=4", "items 4-4/5", 1), (5, "offset=9", "items 9-9/5", 0),
        (150, "", "items 0-99/150", 100), (1200, "limit=5000", "items 0-999/1200", 1000),
        (1200, "limit=1000&offset=1000", "items 1000-1199/1200", 200),
    ])
    func `a page tells its place, and no page is larger than a thousand`(
        files: Int, query: String, range: String, count: Int
    ) {
        var small = Self.world(files: files)
        let response = small.send("GET", "/usage/files", query: query)
        #expect(response.status == 200)
        #expect(response.headers["content-range"] == range)
        #expect(response.json?.array?.count == count)
    }

    /// A query over six files and the numbers of those it keeps; nil where it keeps all.
    struct Kept: Sendable, CustomTestStringConvertible {
        let query: String
        let rows: [Int]?

        var testDescription: String { query }
    }

    @Test(arguments: [
        Kept(query: "status=draft", rows: [0, 2, 4]),
        Kept(query: "ne(status,deleted)", rows: [0, 2, 4]),
        Kept(query: "no_such=filter", rows: nil),
        Kept(query: "period=2026-10-01", rows: nil),
        Kept(query: "product__id=PRD-9", rows: nil),
        Kept(query: "eq(external_id,4711)", rows: [0]),
        Kept(query: "eq(external_id,ext%203)", rows: [3]),
        Kept(query: "eq(external_id,ext+3)", rows: []),
        Kept(query: "like(external_id,*3)", rows: [3]),
        Kept(query: "ilike(external_id,EXT%204*)", rows: [4]),
        Kept(query: "like(external_id,EXT*)", rows: []),
        Kept(query: "in(id,(UF-00001,UF-00002))", rows: [1, 2]),
        Kept(query: "out(id,(UF-00001,UF-00002))", rows: [0, 3, 4, 5]),
        Kept(query: "eq(name,null())", rows: [1, 3, 5]),
        Kept(query: "ne(name,null())", rows: [0, 2, 4]),
        Kept(query: "ne(name,%22File%20(0)%22)", rows: [1, 2, 3, 4, 5]),
        Kept(query: "not(eq(status,draft))", rows: [1, 3, 5]),
        Kept(query: "(id=UF-00000|id=UF-00005)", rows: [0, 5]),
        Kept(query: "ge(created.at,2026-10-01T00:04:00Z)", rows: [4, 5]),
        Kept(query: "search=ext%205", rows: [5]),
        Kept(query: "status=draft&like(id,*2)", rows: [2]),
        Kept(query: "ordering(-id)&limit=2", rows: [5, 4]),
        Kept(query: "ordering(-status,id)", rows: [0, 2, 4, 1, 3, 5]),
        Kept(query: "ordering(-created.at)", rows: [5, 4, 3, 2, 1, 0]),
        Kept(query: "eq(schema,pr)", rows: [1, 5]),
        Kept(query: "environment=production&limit=1", rows: [0]),
    ])
    func `a query keeps the rows it names, and a name nobody knows keeps all`(
        kept: Kept
    ) {
        var small = Self.world(files: 6)
        let rows = small.send("GET", "/usage/files", query: kept.query).json?.array ?? []
        let expected = (kept.rows ?? Array(0..<6)).map { "UF-\(padded($0, to: 5))" }
        #expect(rows.map(\.id) == expected)
    }

    @Test(arguments: [
        "ge(status,draft)", "status=finished", "status=null()", "eq(created.at,2026-10-01)",
        "gt(created.at,yesterday)", "ordering(period)", "ordering(external_id)", "in(id,())",
        "eq(external_id,a/b)", "limit=-1", "limit=ten", "limit=1&limit=2",
        "ordering(id)&ordering(status)", "eq(name,%22open)",
    ])
    func `a wrong operator, value, order or grammar is an error`(query: String) {
        var small = Self.world(files: 1)
        let response = small.send("GET", "/usage/files", query: query)
        #expect(response.status == 400)
        #expect(response.json?["error_code"] == "VAL_001")
        #expect(response.json?["errors"]?.array?.count == 1)
    }

    @Test func `rows have the list's fields, the file itself has more, and nothing is null`() {
        var small = SmallWorld()
        let id = small.draft()
        small.upload(id, [small.row()])
        let row = small.send("GET", "/usage/files").json?.array?.first ?? .null
        let detail = small.send("GET", "/usage/files/\(id)").json ?? .null
        for key in ["sub_status", "records", "usage_file_uri", "start_datetime_utc"] {
            #expect(row[key] == nil)
            #expect(detail[key] != nil)
        }
        #expect(!detail.jsonText.contains("null"))
        #expect(detail["currency"] == nil)
        let short = small.send("GET", "/usage/files", query: "select(-stats,-events)").json?.array
        #expect(short?.first?["stats"] == nil)
        #expect(short?.first?["status"] == "ready")
    }

    @Test func `an integer external id stays an integer`() {
        var small = Self.world(files: 1)
        #expect(small.send("GET", "/usage/files/UF-00000").json?["external_id"] == 4711)
    }

    @Test func `records are found by file, month and status`() {
        var small = SmallWorld()
        let id = small.draft()
        small.upload(id, [small.row(), small.row(record: "R-2")])
        for (query, count) in [
            ("usagefile.id=\(id)", 2), ("usage_file=UF-0", 0), ("status=valid", 2),
            ("ge(start_date,2026-10-01T00:00:00Z)&lt(start_date,2026-11-01T00:00:00Z)", 2),
            ("ge(start_date,2026-11-01)", 0), ("product.id=\(small.product(0))", 2), ("limit=0", 0),
            ("item.id=\(small.product(0))-0001", 2), ("ordering(-usage_start_time)", 2),
        ] {
            let page = small.send("GET", "/usage/records", query: query)
            #expect(page.json?.array?.count == count, "\(query)")
        }
        let record = small.send("GET", "/usage/records").json?.array?.first
        #expect(record?["usage"] == 5)
        #expect(record?["record_id"] == nil)
        #expect(record?.value(at: "item.mpn") == "MPN-1-1")
    }

    @Test func `every product of a list has its capabilities and every marketplace a currency`() {
        var small = SmallWorld()
        let products = small.send("GET", "/products").json?.array ?? []
        #expect(products.count == 5)
        for product in products {
            guard case .object(let members) = product else { continue }
            #expect(members["capabilities"] != nil)
        }
        let marketplaces = small.send("GET", "/marketplaces").json?.array ?? []
        #expect(!marketplaces.isEmpty)
        for marketplace in marketplaces { #expect(marketplace["currency"] != nil) }
    }

    @Test func `the preview contract is in no list, and null stands for it among assets`() {
        var small = SmallWorld()
        var world = small.generator.world()
        world.contracts.append(["id": "CRD-00000-00000-00000", "status": "active"])
        world.assets = [["id": "AS-1"], ["id": "AS-2", "contract": ["id": "CRD-1"]]]
        small.platform = SimulatedPlatform(world: world, options: small.platform.options)
        #expect(small.send("GET", "/contracts").json?.array?.count == 2)
        #expect(small.send("GET", "/contracts/CRD-00000-00000-00000").status == 404)
        let preview = small.send(
            "GET", "/assets", query: "eq(contract.id,CRD-00000-00000-00000)")
        #expect(preview.json?.array?.map(\.id) == ["AS-1"])
    }
}
