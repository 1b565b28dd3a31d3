import ConnectSimulator
import Controller
import Foundation
import Policy
import TestSupport
import Testing
import UsageModel
import UsageSources
import YAMLDocument

/// The worked examples of `manifests/sources`, from the vendor's export to files that are with the
/// distributor.
struct ManifestRunTests {
    /// An example with an account that has what its export speaks of.
    struct Example: Sendable, CustomTestStringConvertible {
        let manifest: String
        /// The example's product, in whose place the account's only one is put.
        let product: String
        /// The fulfilment parameter by which subscriptions are found, and their values.
        let parameter: String
        let subscriptions: [String]
        var items: [(mpn: String, precision: String)]
        let currency: String
        var capability: [String: ConnectSimulator.JSONValue] = [:]
        /// Fixtures by the path at which the example expects them.
        let files: [String: String]
        /// The amounts of the records that the platform has afterwards.
        let amounts: [String]
        /// Further lines of the example's policy.
        var policy = ""

        var testDescription: String { manifest }
    }

    static let examples = [
        Example(
            manifest: "aws-cost-and-usage.yaml", product: "PRD-100-000-000",
            parameter: "account_id", subscriptions: ["111122223333", "444455556666"],
            items: ["AmazonEC2", "AmazonS3", "AWSSupport", "AmazonRDS"].map { ($0, "decimal(2)") },
            currency: "USD", files: ["exports/2026-10/part-1.csv": "aws-2026-10.csv"],
            amounts: ["0.0000000021", "11.7162", "29", "52.5"]),
        Example(
            manifest: "microsoft-nce-invoice.yaml", product: "PRD-200-000-000",
            parameter: "microsoft_subscription_id", subscriptions: ["sub-1", "sub-2", "sub-3"],
            items: ["CFQ7:0004:AAA1", "CFQ7:0010:AAA2", "CFQ9:0001:AAA3"].map { ($0, "integer") },
            currency: "EUR", capability: ["required_custom_fields": ["publisher", "term"]],
            files: [
                "invoices/2026-10/G001.csv": "nce-2026-10.csv",
                "invoices/2026-10/invoice.final": "aws-2026-10.csv",
            ],
            amounts: ["0.08", "1200", "9.2"]),
        Example(
            manifest: "adobe-vip-invoice.yaml", product: "PRD-300-000-000",
            parameter: "vip_number", subscriptions: ["VIP-1001", "VIP-1002"],
            items: ["65304", "65310"].map { ($0, "integer") }, currency: "USD",
            files: ["invoices/vip-2026-10.xlsx": "vip-2026-10.xlsx"],
            amounts: ["140.35", "20.05", "49.2"]),
    ]

    private static let manifests = PackageFolder.root.appending(path: "manifests/sources")
    private static let fixtures = PackageFolder.root.appending(
        path: "Tests/ControllerTests/Fixtures/SourceExamples")

    @Test(arguments: examples)
    func `an example's export becomes a file that is with the distributor`(
        _ example: Example
    ) async throws {
        try await Self.run(example) { harness, cell in
            #expect(harness.statuses == ["pending"], "\(cell.decision.message)")
            let amounts = harness.transport.platform.records.compactMap(\.amount?.description)
            #expect(amounts.sorted() == example.amounts)
        }
    }

    @Test(arguments: [true, false])
    func `items that a dynamic product lacks come with the file that names them`(
        allowsNew: Bool
    ) async throws {
        var example = Self.examples[0]
        example.items = []
        example.capability = ["dynamic": true]
        if allowsNew {
            example.policy =
                "  limits: {newItems: allow}\n  reason: the first months\n  until: 2026-12-31\n"
        }
        try await Self.run(example) { harness, cell in
            if !allowsNew {
                #expect(cell.decision.reason == .newItems)
                #expect(harness.files.isEmpty)
                try await harness.approve(harness.cell)
                try await harness.reconcile()
            }
            #expect(harness.statuses == ["pending"], "\(cell.decision.message)")
            let records = harness.transport.platform.records
            #expect(records.compactMap(\.amount?.description).sorted() == example.amounts)
            // The platform names an item that it makes by the MPN.
            #expect(
                records.map { $0.itemID.split(separator: "-").last ?? "" }.sorted()
                    == ["AWSSupport", "AmazonEC2", "AmazonRDS", "AmazonS3"])
        }
    }

    /// Reads an example's export twice, two days apart: it may ask for files that rest for a day.
    private static func run(
        _ example: Example, _ body: (ReconcilerHarness, CellReport) async throws -> Void
    ) async throws {
        try await ReconcilerHarness.with(account(of: example)) { original in
            var harness = original
            try settle(example, in: harness)
            harness.configured = try configuration(of: example, in: harness)
            try await harness.reconcile()
            harness.clock.advance(by: .seconds(2 * 86_400))
            try await body(
                harness, try #require(try await harness.reconcile()[harness.cell]))
        }
    }

    private static func account(of example: Example) -> SimulatedAccount {
        var account = SimulatedAccount(subscriptions: example.subscriptions.count)
        account.schema = .cost
        account.capability = example.capability
        account.furtherItems = zip(2..., example.items).map { number, item in
            [
                "id": .string("\(SimulatedAccount.product())-000\(number)"),
                "mpn": .string(item.mpn), "type": "ppu", "status": "published",
                "precision": .string(item.precision),
            ]
        }
        return account
    }

    /// Gives the account's subscriptions the example's names, and its marketplace the currency.
    private static func settle(_ example: Example, in harness: ReconcilerHarness) throws {
        harness.change { world in
            for (index, name) in zip(world.assets.indices, example.subscriptions) {
                world.assets[index]["params"] = [
                    ["id": .string(example.parameter), "value": .string(name)]
                ]
            }
            world.marketplaces[0]["currency"] = .string(example.currency)
        }
    }

    /// The example itself, of the account's product, beside its export.
    private static func configuration(
        of example: Example, in harness: ReconcilerHarness
    ) throws -> (sources: [any UsageSource], policies: PolicySet) {
        let path = harness.folder + "/usagectl.yaml"
        let text = try String(
            contentsOf: manifests.appending(path: example.manifest), encoding: .utf8)
        // The policy is the last of the example's documents.
        try (text + example.policy)
            .replacing(example.product, with: SimulatedAccount.product().text)
            .write(toFile: path, atomically: true, encoding: .utf8)
        for (name, fixture) in example.files {
            let target = URL(filePath: "\(harness.folder)/\(name)")
            try FileManager.default.createDirectory(
                at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try FileManager.default.copyItem(at: fixtures.appending(path: fixture), to: target)
        }
        let loaded = ConfigurationLoader.load(path: path)
        #expect(loaded.diagnostics.map(\.description) == [])
        let memory = SourceMemory(folder: harness.folder + "/memory") { [clock = harness.clock] in
            clock.now
        }
        let sources = try #require(loaded.controller).sources.map { try $0.source(memory) }
        return (sources, loaded.policies)
    }
}
