import ConnectSimulator
import Foundation
import TestSupport
import Testing
import UsageModel

/// Before a vendor goes live: what would be sent against what the present script sent.
@Suite(.timeLimit(.minutes(5)))
struct ReportShadowTests {
    private struct Comparison: Decodable {
        struct Cell: Decodable {
            struct Difference: Decodable {
                struct Item: Decodable { var mpn: String }
                var items: [Item]
            }

            var cell: String
            var verdict: String
            var days: Int
            var difference: Difference?
        }

        var comparisons: Int
        var cells: [Cell]
    }

    /// Submits everything under another name, as the vendor's present script would.
    private func sendByScript(_ bench: CommandBench) async throws {
        try bench.configure(ledger: "script.db")
        let path = "\(bench.folder)/usagectl.yaml"
        let ours = try String(contentsOfFile: path, encoding: .utf8)
        try bench.write(
            ours.replacing("{name: tests}", with: "{name: script}"), to: "usagectl.yaml")
        #expect(try await bench.run("reconcile").code == 0)
    }

    @Test func `a run that observes keeps a verdict for each cell`() async throws {
        try await CommandBench.with(SimulatedAccount(contracts: 2)) { bench in
            try await sendByScript(bench)
            let writes = await bench.writes.count
            var usage = bench.account.usage(october)
            usage[1].quantity = ExactDecimal(50)
            try bench.write(SimulatedUsage.csv(usage), to: "usage-2026-10.csv")
            try bench.configure(writes: "observe", more: "  loop: {interval: 50ms, jitter: 0%}")

            // A run that is started anew compares again; it is still one day.
            for _ in 1...2 {
                let (requests, meet) = CommandBench.requests()
                try await bench.running(meet: meet) { _ in
                    try await requests.wait(for: "GET /usage/records")
                    // The cycle after the one that compares.
                    try await requests.wait(for: "GET /contracts")
                }
            }
            let shown = try await bench.plain("report", "shadow", "-o", "json")
            #expect(shown.code == 0, "\(shown.errors)")
            let comparison = try JSONDecoder().decode(
                Comparison.self, from: Data(shown.output.utf8))
            #expect(comparison.comparisons == 1)
            #expect(comparison.cells.map(\.verdict) == ["agrees", "differs"])
            #expect(comparison.cells.map(\.days) == [1, 1])
            let items = comparison.cells.last?.difference?.items.map(\.mpn)
            #expect(items == [SimulatedAccount.mpn()])
            #expect(await bench.writes.count == writes)

            let table = try await bench.plain("report", "shadow")
            #expect(table.output.contains("1 agrees, 1 differs"))
        }
    }

    @Test func `rows that would be held do not agree with what was sent`() async throws {
        try await CommandBench.with { bench in
            try await sendByScript(bench)
            // The item was taken off sale since, which the script does not look at.
            await bench.change { world in
                for index in world.products.indices {
                    guard case .array(var items)? = world.products[index]["items"] else { continue }
                    items[0]["status"] = "endofsale"
                    world.products[index]["items"] = .array(items)
                }
            }
            try bench.configure(writes: "observe", more: "  loop: {interval: 50ms, jitter: 0%}")
            let (requests, meet) = CommandBench.requests()
            try await bench.running(meet: meet) { _ in
                try await requests.wait(for: "GET /usage/records")
                try await requests.wait(for: "GET /contracts")
            }
            let table = try await bench.plain("report", "shadow")
            #expect(table.output.contains("1 wouldHold"), "\(table.output)")
            #expect(table.output.contains("would be held (item.offSale): the item 'unit-0'"))
            #expect(table.output.contains("usage-2026-10.csv:2"))
        }
    }

    @Test func `without a comparison it says how to come by one`() async throws {
        try await CommandBench.with { bench in
            let shown = try await bench.plain("report", "shadow")
            #expect(shown.code == 0)
            #expect(shown.output.contains("nothing was compared yet"))
        }
    }
}
