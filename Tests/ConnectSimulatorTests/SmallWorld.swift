import ConnectSimulator
import UsageModel

/// A platform of one contract and a few products, with a clock in the test's hand.
struct SmallWorld {
    static let key = "ApiKey SU-1:secret"

    var platform: SimulatedPlatform
    var now = Timestamp(seconds: 1_793_600_000)
    let generator: WorldGenerator

    init(
        size: WorldSize = WorldSize(contracts: 1, products: 4, assets: 2, months: 2),
        options: PlatformOptions = PlatformOptions(apiKey: key, processingTime: .seconds(3))
    ) {
        generator = WorldGenerator(size: size, seed: 5, now: now)
        platform = SimulatedPlatform(world: generator.world(), options: options)
    }

    var contract: String { generator.world().contracts[0].id }

    func product(_ index: Int) -> String { generator.world().products[index].id }

    func assets(of product: String) -> [String] {
        generator.world().assets.filter { $0.value(at: "product.id")?.string == product }.map(\.id)
    }

    @discardableResult
    mutating func send(
        _ method: String, _ path: String, query: String = "", _ body: PlatformRequest.Body = .none
    ) -> PlatformResponse {
        platform.handle(
            PlatformRequest(
                method: method, path: path, rawQuery: query, headers: ["authorization": Self.key],
                body: body), at: now)
    }

    mutating func send(_ method: String, _ path: String, json: JSONValue) -> PlatformResponse {
        send(method, path, .bytes(json.jsonBytes))
    }

    /// Makes a draft and gives its id.
    mutating func draft(product index: Int = 0, externalID: String = "ours") -> String {
        let response = send(
            "POST", "/usage/files",
            json: [
                "name": "October", "external_id": .string(externalID),
                "contract": ["id": .string(contract)],
                "product": ["id": .string(product(index))],
                "period": ["from": "2026-10-01", "to": "2026-10-31"],
            ])
        return response.json?.id ?? "not created: \(response.status)"
    }

    /// Uploads rows and waits for the verdict, which it gives.
    @discardableResult
    mutating func upload(_ id: String, _ rows: [[String: String]]) -> JSONValue {
        send("POST", "/usage/files/\(id)/upload", .workbook(.workbook(Self.workbook(rows))))
        return settled(id)
    }

    /// The file once its processing is over.
    mutating func settled(_ id: String) -> JSONValue {
        now = now.adding(.seconds(3))
        return send("GET", "/usage/files/\(id)").json ?? .null
    }

    /// A right row of a product, for a test to spoil.
    func row(product index: Int = 0, record: String = "R-1") -> [String: String] {
        [
            "record_id": record, "item_search_criteria": "item.mpn",
            "item_search_value": "MPN-\(index + 1)-1", "quantity": "5",
            "start_time_utc": "2026-10-01 00:00:00", "end_time_utc": "2026-10-31 23:59:59",
            "asset_search_criteria": "asset.id",
            "asset_search_value": assets(of: product(index))[0],
            "amount": index == 0 ? "" : "9.99", "tier": index == 3 ? "0" : "",
        ]
    }

    static func workbook(_ rows: [[String: String]]) -> ParsedWorkbook {
        let names = Set(rows.flatMap(\.keys)).sorted()
        let header = ParsedWorkbook.Row(number: 1, cells: names)
        let cells = rows.enumerated().map { index, row in
            ParsedWorkbook.Row(
                number: index + 2, cells: names.map { (row[$0] ?? "").isEmpty ? nil : row[$0] })
        }
        return ParsedWorkbook(sheets: ["records": [header] + cells])
    }
}
