import ConnectSimulator
import Foundation
import TestSupport
import Testing
import UsageModel

@testable import UsagectlCommands

/// The worked examples in the demo's world: each drives it as its comments promise.
struct PolicyManifestDemoTests {
    private static let examples = PackageFolder.root
        .appendingPathComponent("manifests/policies")

    /// What a diff of the demo's world says of its cells: verb and reason, and the steps.
    private struct Cells {
        var decisions: [(cell: Cell, verb: String, reason: String, steps: [String])] = []

        func of(_ contract: String) -> [(verb: String, reason: String, steps: [String])] {
            decisions.filter { $0.cell.contract.text == contract }
                .map { ($0.verb, $0.reason, $0.steps) }
        }
    }

    @Test func `under the defaults alone the two latest months converge`() async throws {
        let cells = try await diff([])
        let acting = cells.decisions.filter { $0.verb == "converge" }
        #expect(Set(acting.map(\.cell.month.description)) == ["2026-09", "2026-10"])
        #expect(acting.contains { $0.steps == ["create", "upload", "submit"] })
    }

    @Test func `one distributor's files are made and not submitted`() async throws {
        let cells = try await diff(["one-distributor-by-hand"])
        let (theirs, others) = try await contracts()
        let made = cells.of(theirs).filter { $0.verb == "converge" }
        #expect(!made.isEmpty && made.allSatisfy { !$0.steps.contains("submit") })
        #expect(cells.of(others).contains { $0.steps.contains("submit") })
    }

    @Test func `a frozen contract is owed, shown and not written to`() async throws {
        let (theirs, others) = try await contracts()
        let cells = try await diff(["frozen-contract"]) {
            $0.replacing("CRD-12345-12345-12345", with: theirs)
        }
        let drift = cells.of(theirs).filter { $0.verb != "none" }
        #expect(!drift.isEmpty && drift.allSatisfy { $0.verb == "hold" })
        #expect(drift.contains { $0.reason == "policy.suspended" })
        #expect(cells.of(others).contains { $0.verb == "converge" })
    }

    @Test func `in a pilot nothing leaves by itself`() async throws {
        let cells = try await diff(["pilot-observes-only"])
        #expect(!cells.decisions.isEmpty)
        #expect(cells.decisions.allSatisfy { $0.verb != "converge" })
        #expect(cells.decisions.contains { $0.reason == "month.old" })
    }

    @Test func `a product that reports by a parameter is looked up there`() async throws {
        let product = try #require(try DemoWorld().world.products.first).id
        let text: (String) -> String = { $0.replacing("PRD-100-000-000", with: product) }
        let report = try await report(["by-subscription-parameter"], text)
        // The demo's records carry Connect's own ids, which no parameter has.
        let strangers = try #require(report["unattributed"] as? [[String: Any]])
            .filter { $0["product"] as? String == product }
        #expect(strangers.contains { ($0["records"] as? Int ?? 0) > 2 })
    }

    // MARK: The demo's world

    /// The contract of the distributor that the examples name, and another one.
    private func contracts() async throws -> (theirs: String, others: String) {
        let listings = try DemoWorld().world.listings
        func contract(_ provider: (String?) -> Bool) -> String? {
            listings.first { provider($0.value(at: "provider.id")?.string) }?
                .value(at: "contract.id")?.string
        }
        return (
            try #require(contract { $0 == "PA-000-001" }),
            try #require(contract { $0 != "PA-000-001" })
        )
    }

    private func diff(
        _ names: [String], _ change: (String) -> String = { $0 }
    ) async throws -> Cells {
        let rows = try #require(try await report(names, change)["cells"] as? [[String: Any]])
        var cells = Cells()
        for row in rows {
            let text = ["contract", "product", "month"].compactMap { row[$0] as? String }
            let cell = try #require(Cell(text.joined(separator: "/")))
            let decision = try #require(row["decision"] as? [String: Any])
            cells.decisions.append(
                (
                    cell, decision["verb"] as? String ?? "", decision["reason"] as? String ?? "",
                    decision["steps"] as? [String] ?? []
                ))
        }
        return cells
    }

    /// The report of a diff in the demo's world under `defaults.yaml` and some examples.
    private func report(
        _ names: [String], _ change: (String) -> String
    ) async throws -> [String: Any] {
        let world = try DemoWorld()
        let key = "SU-000-000-000:demo"
        let host = SimulationHost(
            Simulation(
                platform: SimulatedPlatform(
                    world: world.world, options: PlatformOptions(apiKey: "ApiKey \(key)")))
        ) { DemoWorld.now }
        var json: [String: Any] = [:]
        try await withTemporaryFolder { folder in
            for (name, text) in world.usage + [("key", key)] {
                try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
            }
            for name in ["defaults"] + names {
                let file = Self.examples.appendingPathComponent("\(name).yaml")
                try change(String(contentsOf: file, encoding: .utf8))
                    .write(
                        toFile: "\(folder)/policy-\(name).yaml", atomically: true, encoding: .utf8)
            }
            try await SimulatorServer(host: host).withRunning { address in
                let policies = (["defaults"] + names).map { "policy-\($0).yaml" }
                try """
                apiVersion: usagectl/v1
                kind: Controller
                metadata: {name: \(DemoWorld.identity)}
                spec:
                  connect: {endpoint: "\(address.url)", apiKeyFile: key, requestsPerSecond: 200}
                  policies: [\(policies.joined(separator: ", "))]
                  sources: [{name: metering, type: files, path: "usage-{month}.csv"}]
                """.write(
                    toFile: "\(folder)/usagectl.yaml", atomically: true, encoding: .utf8)
                let run = try await CommandRun.usagectl(
                    [
                        "diff", "--as-of", DemoWorld.now.description, "-o", "json",
                        "--no-exit-code",
                    ], in: folder)
                #expect(run.code == 0, "\(run.errors)")
                json = try run.json()
            }
        }
        return json
    }
}
