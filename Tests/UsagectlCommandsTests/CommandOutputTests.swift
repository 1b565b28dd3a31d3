import ConnectSimulator
import Foundation
import TestSupport
import Testing
import UsageModel

/// What the built command prints, and what it does not do.
struct CommandOutputTests {
    @Test func `diff -o json has the keys of the contract`() async throws {
        try await CommandBench.with { bench in
            let json = try await bench.run("diff", "-o", "json").json()
            #expect(json["kind"] as? String == "DriftReport")
            #expect(json["schemaVersion"] as? Int == 1)
            #expect(json["command"] as? String == "diff")
            #expect(json["asOf"] as? String == CommandBench.now.description)
            #expect(json["endpoint"] as? String == bench.endpoint)
            #expect(json["months"] as? [String: String] == ["from": "2026-10", "to": "2026-10"])
            let expected: Set<String> = [
                "schemaVersion", "kind", "id", "command", "asOf", "endpoint", "months",
                "observation", "summary", "conservation", "cells", "unattributed", "findings",
                "errors",
            ]
            #expect(expected.isSubset(of: json.keys))

            let cell = try #require((json["cells"] as? [[String: Any]])?.first)
            #expect(cell["contract"] as? String == bench.cell.contract.text)
            #expect(cell["product"] as? String == bench.cell.product.text)
            #expect(cell["month"] as? String == "2026-10")
            #expect(cell["state"] as? String == "missing")
            #expect(cell["due"] as? String == "2026-11-08")
            #expect(cell["outcome"] == nil)
            let decision = try #require(cell["decision"] as? [String: Any])
            #expect(decision["verb"] as? String == "converge")
            #expect(decision["steps"] as? [String] == ["create", "upload", "submit"])
            #expect(decision["reason"] as? String == "missing.noFile")
            let usage = try #require(cell["usage"] as? [String: Any])
            #expect(usage["answer"] as? String == "records")
            #expect(usage["quantity"] as? String == "1")
            #expect(usage["amount"] is NSNull)
        }
    }

    @Test func `reconcile -o json says what was achieved`() async throws {
        try await CommandBench.with { bench in
            let run = try await bench.run("reconcile", "-o", "json")
            let cell = try #require((try run.json()["cells"] as? [[String: Any]])?.first)
            let outcome = try #require(cell["outcome"] as? [String: Any])
            #expect(outcome["result"] as? String == "submitted")
            #expect((outcome["fileId"] as? String)?.hasPrefix("UF-") == true)
            #expect(outcome["error"] is NSNull)
        }
    }

    @Test func `a reconcile that may not write does nothing but say so`() async throws {
        try await CommandBench.with { bench in
            try bench.configure(writes: "observe")
            let run = try await bench.run("reconcile")
            #expect(run.code == 2)
            #expect(run.errors.contains("nothing is written: spec.writes is 'observe'"))
            #expect(await bench.writes.isEmpty)

            #expect(try await bench.run("reconcile", "--writes", "converge").code == 0)
            #expect(await bench.writes.count == 3)
        }
    }

    @Test func `a selection narrows what is shown and what is written`() async throws {
        try await CommandBench.with(SimulatedAccount(contracts: 3, products: 2)) { bench in
            let wanted = SimulatedAccount.contract(1).text
            let diff = try await bench.run(
                "diff", "-o", "json", "--contract", "*\(wanted.suffix(5))", "--month",
                "2026-09..2026-10")
            let cells = try #require(try diff.json()["cells"] as? [[String: Any]])
            #expect(cells.map { $0["contract"] as? String } == [wanted, wanted])

            let none = try await bench.run("diff", "--month", "2026-09")
            #expect(none.code == 0)

            let product = SimulatedAccount.product(1).text
            #expect(
                try await bench.run("reconcile", "--contract", wanted, "--product", product).code
                    == 0)
            let files = await bench.host.simulation.platform.files
            #expect(files.map(\.contractID) == [wanted])
            #expect(files.map(\.productID) == [product])
        }
    }

    @Test func `recorded reports are listed and shown again`() async throws {
        try await CommandBench.with { bench in
            #expect(try await bench.plain("report", "list").output == "no reports are recorded\n")
            let missing = try await bench.plain("report", "show")
            #expect(missing.code == 1)
            #expect(missing.errors.contains("run 'usagectl diff'"))

            let diff = try await bench.run("diff", "-o", "json")
            let shown = try await bench.plain("report", "show", "-o", "json")
            #expect(shown.output == diff.output)
            #expect(shown.code == 0)

            _ = try await bench.run("reconcile")
            let list = try await bench.plain("report", "list").output
            #expect(list.split(separator: "\n").count == 3)
            #expect(list.contains("reconcile"))
            let id = try #require(try diff.json()["id"] as? String)
            #expect(try await bench.plain("report", "show", id, "-o", "json").output == diff.output)
        }
    }

    @Test func `explain tells why a cell is owed, what was found and what clears it`() async throws
    {
        try await CommandBench.with { bench in
            let owed = try await bench.run("explain", bench.cell.description)
            #expect(owed.code == 0)
            for part in [bench.cell.description, "missing", "missing.noFile", "usagectl reconcile"]
            {
                #expect(owed.output.contains(part))
            }
            let cell = bench.account.cell(0, 0, october.previous)
            let other = try await bench.run("explain", cell.description)
            #expect(other.output.contains("months are owed since 2026-10"))
            #expect(await bench.writes.isEmpty)
        }
    }

    @Test func `usage --workbook writes the rows that would be uploaded`() async throws {
        try await CommandBench.with(SimulatedAccount(subscriptions: 3)) { bench in
            let run = try await bench.run(
                "usage", bench.cell.description, "-o", "json", "--workbook", "check.xlsx")
            #expect(run.code == 0)
            #expect(run.errors.contains("wrote 3 rows to 'check.xlsx'"))
            let rows = try #require(try run.json()["rows"] as? [[String: Any]])
            #expect(rows.map { $0["quantity"] as? String } == ["1", "2", "3"])

            let workbook = try ParsedWorkbook(path: "\(bench.folder)/check.xlsx")
            let sheet = try #require(workbook.sheets["records"])
            let column = try #require(sheet.first?.cells.firstIndex { $0 == "asset_search_value" })
            #expect(
                sheet.dropFirst().map { $0.cells[column] }
                    == (0..<3).map { bench.account.subscription(0, 0, $0) })
            #expect(await bench.writes.isEmpty)
        }
    }

    @Test func `the usage of a month that the source does not know is 2`() async throws {
        try await CommandBench.with { bench in
            try FileManager.default.removeItem(atPath: "\(bench.folder)/usage-2026-10.csv")
            let run = try await bench.run("usage", bench.cell.description)
            #expect(run.code == 2)
            #expect(run.output.contains("unknown"))
        }
    }

    @Test func `every mistake in a configuration has its place and the nearest word`() async throws
    {
        try await CommandBench.with { bench in
            try bench.write(
                """
                apiVersion: usagectl/v1
                kind: Controller
                metadata: {name: tests}
                spec:
                  writes: converg
                  polices: [policies/]
                  processing: {wait: soon}
                ---
                apiVersion: usagectl/v1
                kind: UsagePolicy
                metadata: {name: defaults}
                spec:
                  months: {since: 2026-13}
                  submt: manual
                """, to: "usagectl.yaml")
            let run = try await bench.run("diff")
            #expect(run.code == 64)
            let lines = run.errors.split(separator: "\n").map(String.init)
            for (place, word) in [
                ("usagectl.yaml:5:11", "converge"), ("usagectl.yaml:6:3", "policies"),
                ("usagectl.yaml:7:22", "soon"), ("usagectl.yaml:13:19", "2026-13"),
                ("usagectl.yaml:14:3", "submit"),
            ] {
                #expect(lines.contains { $0.contains(place) && $0.contains(word) }, "\(place)")
            }
            #expect(await bench.host.simulation.requests.isEmpty)
        }
    }

    @Test func `the demo needs nothing and ends well`() async throws {
        try await withTemporaryFolder { folder in
            let run = try await CommandRun.usagectl(["demo"], in: folder)
            #expect(run.code == 0)
            #expect(run.output.contains("$ usagectl reconcile"))
            #expect(run.output.contains("Nothing is left for the controller to do"))
        }
    }
}
