import ConnectSimulator
import Foundation
import TestSupport
import Testing
import UsageModel

/// The answers have no field that the platform's published schemas do not have, save the ones that
/// real answers are known to carry; skipped where the published document is not at hand.
struct DocumentedShapeTests {
    private static let document: String? = {
        let candidates = [
            PackageFolder.root, URL(fileURLWithPath: FileManager.default.currentDirectoryPath),
        ].map { $0.appendingPathComponent("../shared/connect/openapi-usage.yml") }
        return candidates.lazy.compactMap { try? String(contentsOf: $0, encoding: .utf8) }.first
    }()

    /// The names under `properties` of a schema, found by their indentation.
    private static func properties(of schema: String, in document: String) -> Set<String> {
        let lines = document.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(of: "    \(schema):") else { return [] }
        var names: Set<String> = []
        var isInside = false
        for line in lines[(start + 1)...] {
            let indent = line.prefix { $0 == " " }.count
            if indent <= 4, !line.isEmpty { break }
            if indent == 6 { isInside = line == "      properties:" }
            if isInside, indent == 8, line.hasSuffix(":") {
                names.insert(
                    String(line.dropFirst(8).dropLast()).filter { $0 != "'" && $0 != "\"" })
            }
        }
        return names
    }

    /// A path, the schema of its first row, and fields that only real answers show.
    private static let answers: [(path: String, schema: String, undeclared: Set<String>)] = [
        ("/usage/files", "usage.UsageFileList", []),
        ("/usage/files/FILE", "usage.UsageFileDetail", ["note"]),
        ("/usage/records", "usage.UsageRecord", ["hub", "created_time"]),
        ("/usage/aggregates", "usage.UsageRecordAggregate", []),
        ("/contracts", "dp.Contract", ["marketplace"]),
        ("/listings", "dp.Listing", []), ("/assets", "dp.Subscription", []),
        ("/marketplaces", "dp.Marketplace", []), ("/products", "dp.ProductVersion", []),
        ("/products/PRODUCT/items", "dp.UIItem", []),
    ]

    @Test(.enabled(if: document != nil, "the published document is not at hand"))
    func `every field of an answer is documented`() throws {
        let document = try #require(Self.document)
        var small = SmallWorld()
        let id = small.draft()
        small.upload(id, [small.row()])
        for (path, schema, undeclared) in Self.answers {
            let known = Self.properties(of: schema, in: document).union(undeclared)
            let full = path.replacing("FILE", with: id)
                .replacing("PRODUCT", with: small.product(0))
            let json = try #require(small.send("GET", full).json, "\(full)")
            let row = json.array?.first ?? json
            guard case .object(let members) = row else {
                Issue.record("no row at \(full)")
                continue
            }
            #expect(Set(members.keys).subtracting(known) == [], "\(full)")
        }
    }
}
