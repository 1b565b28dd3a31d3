import ArgumentParser
import ConnectSimulator
import Foundation
import Testing
import UsageModel
import UsagectlCommands

/// The clock alone moves: against the simulator, with usage files and a frozen contract.
struct PolicyWhatIfCommandTests {
    private static let now = Timestamp("2026-11-09T06:00:00Z") ?? .distantPast
    private static let generator = WorldGenerator(
        size: WorldSize(contracts: 2, products: 2, assets: 1, months: 2), seed: 3, now: now)

    private struct Answer: Decodable {
        struct Side: Decodable {
            struct Decision: Decodable {
                var verb: String
                var reason: String
            }
            var state: String
            var decision: Decision
        }
        struct Change: Decodable {
            var contract: String
            var month: String
            var now: Side?
            var then: Side?
        }
        var kind: String
        var asOf: String
        var at: String
        var compared: Int
        var cells: [Change]
    }

    /// The frozen contract of the world.
    private static var contract: String {
        generator.usage().map(\.contractID).min() ?? ""
    }

    private static func files(endpoint: String) -> [String: String] {
        let usage = VendorUsage.files(generator.usage()).map { ("usage/\($0.name)", $0.text) }
        let files = [
            "usagectl.yaml": PolicyFolder.controller.replacing(
                "  policies:",
                with: "  connect: {endpoint: \"\(endpoint)\", requestsPerSecond: 500}\n  policies:"),
            "policies/defaults.yaml": PolicyFolder.policy(
                "defaults", "months: {since: 2026-09, autoWithin: 2}"),
            "policies/frozen.yaml": PolicyFolder.policy(
                "frozen", "match: {contracts: [\(contract)]}", "suspend: true",
                "reason: under dispute", "until: 2026-11-20"),
        ]
        return files.merging(usage) { given, _ in given }
    }

    private static let environment = ["CONNECT_API_KEY": "SU-000-000-000:test"]

    /// Runs with a simulator whose clock stands still, and says what was asked of it.
    private func simulated(
        _ body: (PolicyFolder) async throws -> PolicyAnswer
    ) async throws -> (answer: PolicyAnswer, requests: [LoggedRequest]) {
        let options = PlatformOptions(apiKey: "ApiKey SU-000-000-000:test")
        let host = SimulationHost(
            Simulation(
                platform: SimulatedPlatform(world: Self.generator.world(), options: options)),
            clock: { Self.now })
        let answer = try await SimulatorServer(host: host).withRunning { address in
            try await PolicyFolder.with(Self.files(endpoint: address.url), body)
        }
        return (answer, await host.simulation.requests)
    }

    private func whatIf(
        _ folder: PolicyFolder, _ arguments: String...
    ) async throws -> PolicyAnswer {
        let all = folder.configuration + ["--as-of", Self.now.description] + arguments
        return try await PolicyWhatIfCommand.parse(all).answer(environment: Self.environment)
    }

    private func decoded(_ answer: PolicyAnswer) throws -> Answer {
        try JSONDecoder().decode(Answer.self, from: Data(answer.output.utf8))
    }

    @Test func `a freeze that ends turns its cells from suspended to expired, and writes nothing`()
        async throws
    {
        let (answer, requests) = try await simulated {
            try await whatIf($0, "--at", "2026-11-20", "-o", "json")
        }
        let found = try decoded(answer)
        #expect(found.kind == "PolicyWhatIf")
        #expect(found.asOf == "2026-11-09T06:00:00Z")
        #expect(found.at == "2026-11-20T00:00:00Z")
        #expect(found.compared == 8)
        #expect(found.cells.count == 4)
        for change in found.cells {
            #expect(change.contract == Self.contract)
            #expect(change.now?.decision.reason == "policy.suspended")
            #expect(change.then?.decision.reason == "policy.expired")
            #expect(change.then?.decision.verb == "hold")
        }
        #expect(requests.allSatisfy { $0.method == "GET" })
    }

    @Test func `later months come in and earlier ones grow too old to converge by themselves`()
        async throws
    {
        let (answer, _) = try await simulated {
            try await whatIf($0, "--at", "2026-12-05T00:00:00Z", "-o", "json")
        }
        let others = try decoded(answer).cells.filter { $0.contract != Self.contract }
        let november = others.filter { $0.month == "2026-11" }
        #expect(november.count == 2)
        #expect(november.allSatisfy { $0.now == nil && $0.then?.state == "unknownUsage" })
        let september = others.filter { $0.month == "2026-09" }
        #expect(september.map(\.now?.decision.verb) == ["converge", "converge"])
        #expect(september.map(\.then?.decision.reason) == ["month.old", "month.old"])
        #expect(others.count == 4)
    }

    @Test func `at the same time nothing changes, and Connect is asked once`() async throws {
        let (answer, requests) = try await simulated {
            try await whatIf($0, "--at", Self.now.description)
        }
        #expect(
            answer.output
                == "0 of 8 cells would be decided differently at 2026-11-09T06:00:00Z than "
                + "at 2026-11-09T06:00:00Z\n")
        #expect(requests.count { $0.path.hasSuffix("/contracts") } == 1)
        #expect(answer.code == 0)
    }

    @Test func `a selection narrows what is compared`() async throws {
        let (answer, _) = try await simulated {
            try await whatIf(
                $0, "--at", "2026-11-20", "--month", "2026-10", "--contract", Self.contract)
        }
        let lines = answer.output.split(separator: "\n").map(String.init)
        #expect(lines.first?.hasPrefix("2 of 2 cells would be decided differently") == true)
        #expect(lines.count == 4)
        #expect(
            lines.last?.split(separator: " ").dropFirst() == [
                "missing", "hold", "policy.suspended", "->", "missing", "hold", "policy.expired",
            ])
    }

    @Test func `explain takes provider, marketplace, schema and kind from Connect`() async throws {
        let cell = "\(Self.contract)/\(Self.generator.usage().map(\.productID).min() ?? "")/2026-10"
        let (answer, requests) = try await simulated { folder in
            try await PolicyExplainCommand.parse(
                folder.configuration + ["--as-of", Self.now.description, cell]
            ).answer(environment: Self.environment)
        }
        let lines = answer.output.split(separator: "\n")
        for fact in ["provider", "marketplace", "schema", "kind"] {
            let line = lines.first { $0.hasPrefix(fact) }
            #expect(line != nil && line?.hasSuffix("unknown") == false, "\(fact)")
        }
        #expect(answer.complaints == "")
        #expect(requests.allSatisfy { $0.method == "GET" })
        #expect(requests.allSatisfy { !$0.path.contains("usage") })
    }

    @Test(arguments: ["tomorrow", "2026-13-01", ""])
    func `what is no date is a usage error`(text: String) {
        #expect(throws: (any Error).self) { try PolicyWhatIfCommand.parse(["--at", text]) }
    }

    @Test func `a date is required`() {
        #expect(throws: (any Error).self) { try PolicyWhatIfCommand.parse([]) }
    }
}
