import ConnectSimulator
import Foundation
import TestSupport
import Testing
import UsageModel

/// Recorded reports, for oneself and for others.
struct ReportCommandTests {
    @Test func `what was known at a time is shown, and nothing where nothing was`() async throws {
        try await CommandBench.with { bench in
            let first = try await bench.run("diff", "-o", "json").json()
            let later = CommandBench.now.adding(.seconds(60)).description
            let converged = try await bench.plain("reconcile", "-o", "json", "--as-of", later)
            #expect(converged.code == 0)
            let shown = try await bench.plain(
                "report", "show", "--as-of", CommandBench.now.description, "-o", "json")
            #expect(try shown.json()["id"] as? String == first["id"] as? String)
            #expect(try shown.json()["ledger"] as? [String: AnyHashable] != nil)
            let latest = try await bench.plain("report", "show", "-o", "json").json()
            #expect(latest["command"] as? String == "reconcile")

            let early = try await bench.plain("report", "show", "--as-of", "2020-01-01T00:00:00Z")
            #expect(early.code == 1)
            #expect(early.errors.contains("or before"))
            let both = try await bench.plain("report", "show", "01J", "--as-of", later)
            #expect(both.code == 64)
            #expect(try await bench.plain("report", "show", "01J").code == 1)
        }
    }

    @Test func `a distributor gets its own cells and nothing of others`() async throws {
        try await CommandBench.with(SimulatedAccount(contracts: 2)) { bench in
            #expect(try await bench.run("reconcile").code == 0)
            for format in ["html", "csv", "markdown", "json"] {
                let run = try await bench.plain(
                    "report", "export", "-o", format, "--per-provider", "out-\(format)")
                #expect(run.code == 0, "\(run.errors)")
                let names = try FileManager.default.contentsOfDirectory(
                    atPath: "\(bench.folder)/out-\(format)")
                #expect(names.count == 1 && names.allSatisfy { $0.contains("-PA-000-001.") })
            }
            let one = try await bench.plain(
                "report", "export", "-o", "json", "--provider", "PA-000-001"
            ).json()
            #expect((one["cells"] as? [Any])?.count == 2)
            #expect((one["findings"] as? [Any])?.isEmpty == true)
            let none = try await bench.plain("report", "export", "--provider", "PA-9")
            #expect(none.code == 1)
            #expect(none.errors.contains("expected one of: PA-000-001"))
            let file = try await bench.plain("report", "export", "--out", "report.html")
            #expect(file.code == 0 && file.output.isEmpty)
            let page = try String(contentsOfFile: "\(bench.folder)/report.html", encoding: .utf8)
            #expect(page.contains(bench.cell.contract.text))
        }
    }

    @Test func `a month's statement counts what is owed, sent, zero, held and unattributed`()
        async throws
    {
        try await CommandBench.with(SimulatedAccount(contracts: 2)) { bench in
            let early = try await bench.plain("report", "statement", "--month", "2026-10")
            #expect(early.code == 1)
            #expect(early.errors.contains("no proven report that covers 2026-10"))
            #expect(try await bench.run("diff").code == 2)
            var statement = try await bench.plain(
                "report", "statement", "--month", "2026-10", "-o", "json"
            ).json()
            var total = try #require(statement["total"] as? [String: Int])
            #expect(total["owed"] == 2 && total["sent"] == 0 && total["open"] == 2)
            #expect(try await bench.run("reconcile").code == 0)
            statement = try await bench.plain(
                "report", "statement", "--month", "2026-10", "-o", "json"
            ).json()
            total = try #require(statement["total"] as? [String: Int])
            #expect(
                total == ["owed": 2, "sent": 2, "accepted": 0, "zero": 0, "held": 0, "open": 0])
            let sums = try #require(statement["sums"] as? [[String: Any]])
            #expect(sums.count == 1 && sums[0]["records"] as? Int == 2)
            for format in ["table", "csv", "markdown"] {
                let run = try await bench.plain(
                    "report", "statement", "--month", "2026-10", "-o", format)
                #expect(run.code == 0)
                #expect(run.output.contains("PA-000-001"))
            }
            let span = try await bench.plain(
                "report", "statement", "--month", "2026-09..2026-10")
            #expect(span.code == 64)
        }
    }
}
