import ConnectSimulator
import Testing
import UsageModel

struct WorldTests {
    private static let now = Timestamp(seconds: 1_793_600_000)

    private static func generator(_ size: WorldSize, seed: UInt64 = 3) -> WorldGenerator {
        WorldGenerator(size: size, seed: seed, now: now)
    }

    @Test(arguments: [
        (1, 1, ["QT"], 1), (2, 2, ["QT", "PR"], 2), (2, 3, ["QT", "PR", "CR"], 4),
        (3, 5, ["QT", "PR", "CR", "TR", "QT"], 6),
    ])
    func `the products cycle through the schemas, and from three on one is of another kind`(
        contracts: Int, products: Int, schemas: [String], count: Int
    ) {
        let world = Self.generator(
            WorldSize(contracts: contracts, products: products, assets: 1, months: 1)
        ).world()
        #expect(world.products.count == count)
        let found = world.products.compactMap { $0.value(at: "capabilities.ppu.schema")?.string }
        #expect(found == schemas)
        let listed = world.listings.filter { $0["status"] == "listed" }
        #expect(listed.count == contracts * count)
        #expect(world.contracts.filter { $0["status"] == "active" }.count == contracts)
        let terminated = world.contracts.filter { $0["status"] == "terminated" }.map(\.id)
        #expect(terminated.count == 1)
        #expect(!listed.contains { terminated.contains($0.value(at: "contract.id")?.string ?? "") })
    }

    @Test func `every active contract, pay-as-you-go product and closed month has usage`() {
        let size = WorldSize(contracts: 3, products: 4, assets: 2, months: 3)
        let generator = Self.generator(size)
        let usage = generator.usage()
        let cells = Set(usage.map { "\($0.contractID) \($0.productID) \($0.month)" })
        #expect(cells.count == 3 * 4 * 3)
        #expect(generator.months.map(\.description) == ["2026-08", "2026-09", "2026-10"])
        #expect(Set(usage.map(\.recordID)).count == usage.count)
        let assets = Dictionary(
            uniqueKeysWithValues: generator.world().assets.map { ($0.id, $0) })
        for line in usage {
            #expect(assets[line.assetID]?.value(at: "contract.id")?.string == line.contractID)
            #expect(assets[line.assetID]?.value(at: "product.id")?.string == line.productID)
        }
    }

    @Test func `the same seed gives the same bytes and another seed others`() {
        let size = WorldSize()
        let texts = { (seed: UInt64) in
            VendorUsage.files(Self.generator(size, seed: seed).usage()).map(\.text)
        }
        #expect(texts(1) == texts(1))
        #expect(texts(1) != texts(2))
        #expect(Self.generator(size).world() == Self.generator(size).world())
    }

    @Test func `the usage of a generated world is valid on its platform`() throws {
        var small = SmallWorld(size: WorldSize(contracts: 2, products: 4, assets: 2, months: 2))
        let world = small.generator.world()
        for (_, lines) in Dictionary(
            grouping: small.generator.usage(), by: { "\($0.contractID) \($0.productID)" })
        {
            let first = try #require(lines.first)
            let created = small.send(
                "POST", "/usage/files",
                json: [
                    "contract": ["id": .string(first.contractID)],
                    "product": ["id": .string(first.productID)],
                ])
            let id = try #require(created.json?.id)
            let file = small.upload(id, lines.map(Self.row))
            #expect(file["status"] == "ready", "\(file["error_detail"]?.string ?? "")")
        }
        #expect(small.platform.files.count == world.contracts.count * 4 - 4)
    }

    private static func row(_ line: VendorUsage) -> [String: String] {
        [
            "record_id": line.recordID, "item_search_criteria": "item.mpn",
            "item_search_value": line.mpn, "quantity": line.quantity.description,
            "start_time_utc": line.start.workbookText, "end_time_utc": line.end.workbookText,
            "asset_search_criteria": "asset.id", "asset_search_value": line.assetID,
            "amount": line.amount?.description ?? "", "tier": line.tier.map(String.init) ?? "",
        ]
    }

    @Test func `a saved world can be loaded again, in the middle of processing too`() throws {
        var small = SmallWorld()
        small.upload(small.draft(), [small.row()])
        let busy = small.draft(product: 1)
        small.send(
            "POST", "/usage/files/\(busy)/upload",
            .workbook(.workbook(SmallWorld.workbook([small.row(product: 1, record: "R-2")]))))
        let saved = small.platform.world
        let text = saved.json.jsonBytes
        let loaded = try World(json: JSONValue(jsonBytes: text))
        #expect(loaded == saved)
        var copy = small
        copy.platform = SimulatedPlatform(world: loaded, options: small.platform.options)
        #expect(copy.platform.world.json.jsonBytes == text)
        let settled = copy.settled(busy)
        #expect(settled["status"] == "ready")
        #expect(settled == small.settled(busy))
        for path in ["/usage/files", "/usage/records", "/contracts", "/products", "/assets"] {
            #expect(copy.send("GET", path).body == small.send("GET", path).body, "\(path)")
        }
    }

    @Test(arguments: [
        ("[]", WorldError.notAnObject), ("{\"users\": []}", .unknownSection("users")),
        ("{\"files\": {}}", .notAnArray("files")),
        ("{\"files\": [{}]}", .noID(section: "files", index: 0)),
        ("{\"assets\": [{\"id\": \"A\"}, {\"id\": \"A\"}]}", .twice(section: "assets", id: "A")),
    ])
    func `a text that is no world is refused with the place`(text: String, error: WorldError) {
        #expect(throws: error) { try World(json: JSONValue(jsonBytes: Array(text.utf8))) }
    }

    @Test func `ids of new files come in no order unless asked for`() {
        for isUnordered in [true, false] {
            var small = SmallWorld(
                options: PlatformOptions(apiKey: SmallWorld.key, unorderedIDs: isUnordered))
            let ids = (0..<8).map { _ in small.draft() }
            #expect(Set(ids).count == 8)
            #expect((ids == ids.sorted()) == !isUnordered)
        }
    }
}
