package import UsageModel

/// The platform as a value: no clock, no IO; the same requests at the same times give the same
/// answers, so that a test may drive it with any clock and take it back to any moment.
package struct SimulatedPlatform: Sendable {
    /// The stand-in for no contract; lists of contracts do not show it.
    static let previewContract = "CRD-00000-00000-00000"

    package var options: PlatformOptions
    let marketplaces: Catalogue
    let contracts: Catalogue
    let products: Catalogue
    let items: [String: [JSONValue]]
    let listings: Catalogue
    let assets: Catalogue
    /// Assets by product, parameter and value.
    let assetsByParameter: [String: [String]]

    package internal(set) var files: [SimulatedFile] = []
    var fileIndices: [String: Int] = [:]
    package internal(set) var records: [SimulatedRecord] = []
    /// The files that hold a vendor's record id.
    var recordHolders: [String: [String]] = [:]
    /// Files with records, so that those without need no search.
    var filesWithRecords: Set<String> = []
    /// Files that time moves on.
    var busyFiles: Set<Int> = []
    var createdFiles = 0
    var createdRecords = 0

    package init(world: World, options: PlatformOptions = PlatformOptions()) {
        self.options = options
        marketplaces = Catalogue(world.marketplaces)
        contracts = Catalogue(world.contracts)
        products = Catalogue(
            world.products.map { product in
                var product = product
                product["items"] = nil
                return product
            })
        items = Dictionary(
            world.products.map { ($0.id, $0["items"]?.array ?? []) },
            uniquingKeysWith: { _, last in last })
        listings = Catalogue(world.listings)
        assets = Catalogue(world.assets)
        assetsByParameter = Self.parameterIndex(of: world.assets)
        for file in world.files { adopt(file) }
        for record in world.records.compactMap(SimulatedRecord.init) { take(record) }
    }

    private static func parameterIndex(of assets: [JSONValue]) -> [String: [String]] {
        var index: [String: [String]] = [:]
        for asset in assets {
            let product = asset.value(at: "product.id")?.string ?? ""
            for parameter in asset["params"]?.array ?? [] {
                guard let value = parameter["value"]?.plainText else { continue }
                index[parameterKey(product, parameter.id, value), default: []].append(asset.id)
            }
        }
        return index
    }

    static func parameterKey(_ product: String, _ parameter: String, _ value: String) -> String {
        "\(product)\u{0}\(parameter)\u{0}\(value)"
    }

    /// Answers one request, after all that time alone has done until `now`.
    ///
    /// - Parameter listsAsOf: the moment that lists of files show, where they lag behind.
    package mutating func handle(
        _ request: PlatformRequest, at now: Timestamp, listsAsOf: Timestamp? = nil
    ) -> PlatformResponse {
        settle(at: now)
        var response: PlatformResponse
        do {
            guard request.headers["authorization"] == options.apiKey else {
                throw PlatformError.unauthorized
            }
            response = try answer(request, at: now, listsAsOf: listsAsOf ?? now)
        } catch let error as PlatformError {
            response = .failure(error)
        } catch {
            response = .failure(.invalid("\(error)"))
        }
        response.headers["date"] = now.httpDate
        return response
    }

    /// The whole state, from which an equal platform can be made.
    package var world: World {
        World(
            marketplaces: marketplaces.rows, contracts: contracts.rows,
            products: products.rows.map { product in
                var product = product
                product["items"] = .array(items[product.id] ?? [])
                return product
            },
            listings: listings.rows, assets: assets.rows, files: files.map(\.worldJSON),
            records: records.map(\.worldJSON))
    }

    func fileIndex(_ id: String) throws(PlatformError) -> Int {
        guard let index = fileIndices[id] else { throw .notFound }
        return index
    }

    mutating func append(_ file: SimulatedFile) {
        fileIndices[file.id] = files.count
        files.append(file)
    }

    /// Holds a record and its vendor's id.
    mutating func take(_ record: SimulatedRecord) {
        records.append(record)
        filesWithRecords.insert(record.fileID)
        recordHolders[record.recordID, default: []].append(record.fileID)
    }
}
