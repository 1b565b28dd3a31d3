import ConnectSimulator
import Foundation
import TestSupport
import Testing
import UsageModel

/// `usage` and `explain` of rows that may not be sent, or that the platform refused.
struct UsageCommandTests {
    /// Usage whose second row has a quantity that is too fine.
    private static func spoil(_ bench: CommandBench) throws {
        var usage = bench.account.usage(october)
        usage[1].quantity = ExactDecimal(coefficient: 1555, scale: 3)
        try bench.write(SimulatedUsage.csv(usage), to: "usage-2026-10.csv")
    }

    @Test func `usage shows what the check found, in every form`() async throws {
        try await CommandBench.with(SimulatedAccount(subscriptions: 2)) { bench in
            try Self.spoil(bench)
            let table = try await bench.run("usage", bench.cell.description)
            #expect(table.code == 3)
            #expect(table.output.contains("quantity.precision: the quantity 1.555 has 3 decimals"))
            #expect(table.output.contains("usage-2026-10.csv:3"))
            #expect(table.output.contains(ReasonCode.quantityPrecision.remedy))

            let json = try await bench.run("usage", bench.cell.description, "-o", "json").json()
            let check = try #require(json["check"] as? [String: Any])
            #expect(check["clean"] as? Bool == false)
            let fault = try #require((check["faults"] as? [[String: Any]])?.first)
            #expect(fault["code"] as? String == "quantity.precision")
            #expect(fault["rows"] as? Int == 1)

            let yaml = try await bench.run("usage", bench.cell.description, "-o", "yaml")
            #expect(yaml.output.contains("code: quantity.precision"))

            let csv = try await bench.run("usage", bench.cell.description, "-o", "csv")
            #expect(csv.output.split(separator: "\r\n").count == 3)
            #expect(csv.output.hasPrefix("record_id,subscription,item,quantity"))
            #expect(csv.errors.contains("quantity.precision"))
            #expect(csv.code == 3)
            let html = try await bench.run("usage", bench.cell.description, "-o", "html")
            #expect(html.code == 64)
        }
    }

    @Test func `usage says nothing of rows of a month that is not whole`() async throws {
        try await CommandBench.with(SimulatedAccount(subscriptions: 2)) { bench in
            let whole = SimulatedUsage.csv(bench.account.usage(october))
            try bench.write(whole + "no record\n", to: "usage-2026-10.csv")
            let run = try await bench.run("usage", bench.cell.description)
            #expect(run.code == 2)
            #expect(run.output.contains(": unknown ("))
            #expect(!run.output.contains("check passed"))
        }
    }

    @Test func `usage says that a check passed`() async throws {
        try await CommandBench.with { bench in
            let run = try await bench.run("usage", bench.cell.description)
            #expect(run.code == 0)
            #expect(run.output.contains("check passed, 1 rows"))
        }
    }

    @Test func `a workbook with faults is written with a warning, and never over another file`()
        async throws
    {
        try await CommandBench.with(SimulatedAccount(subscriptions: 2)) { bench in
            try Self.spoil(bench)
            let first = try await bench.run(
                "usage", bench.cell.description, "--workbook", "check.xlsx")
            #expect(first.code == 3)
            #expect(first.errors.contains("wrote 2 rows"))
            #expect(first.errors.contains("faults (quantity.precision); do not send it"))
            let before = try Data(contentsOf: URL(filePath: "\(bench.folder)/check.xlsx"))
            let second = try await bench.run(
                "usage", bench.cell.description, "--workbook", "check.xlsx")
            #expect(second.code == 1)
            #expect(second.errors.contains("'check.xlsx' exists already"))
            #expect(try Data(contentsOf: URL(filePath: "\(bench.folder)/check.xlsx")) == before)
        }
    }

    /// A row of somebody else's file has the id of the second row, which only the platform knows.
    private static func takeRecordID(_ bench: CommandBench) async {
        let id = bench.account.usage(october)[1].recordID
        await bench.change {
            $0.records.append([
                "id": "UR-9", "record_id": .string(id), "usagefile": ["id": "UF-9"],
                "product_id": .string(bench.cell.product.text),
                "start_date": "2026-09-01T00:00:00+00:00", "end_date": "2026-09-30T23:59:59+00:00",
                "usage": 3, "status": "approved",
            ])
        }
    }

    @Test func `explain tells why the platform refused a file, by the vendor's own rows`()
        async throws
    {
        let other = SimulatedFileSeed(
            "UF-9", SimulatedAccount().cell(0, 0, october.previous), "accepted",
            createdAt: CommandBench.now.adding(.seconds(-86_400)))
        try await CommandBench.with(SimulatedAccount(subscriptions: 2), files: [other]) { bench in
            await Self.takeRecordID(bench)
            #expect(try await bench.run("reconcile").code == 3)
            let id = bench.account.usage(october)[1].recordID
            let run = try await bench.run("explain", bench.cell.description)
            #expect(
                run.output.contains("1 of 2 rows: row 3: record_id '\(id)' was already reported"))
            #expect(run.output.contains("row 3 record_id: record_id '\(id)' was already reported"))
            #expect(run.output.contains("usage-2026-10.csv:3, record '\(id)'"))
            #expect(run.output.contains("remedy        \(ReasonCode.invalidRows.remedy)"))

            let json = try await bench.run("explain", bench.cell.description, "-o", "json").json()
            let refused = try #require((json["refused"] as? [[String: Any]])?.first)
            #expect(refused["invalidRecords"] as? Int == 1)
            #expect(refused["problem"] == nil)
            let row = try #require((refused["rows"] as? [[String: Any]])?.first)
            #expect(row["recordId"] as? String == id)
            #expect((row["origin"] as? String)?.hasSuffix("usage-2026-10.csv:3") == true)

            // The rows of today are others: the archive knows which were sent.
            try bench.write(
                SimulatedUsage.csv(bench.account.usage(october).reversed()),
                to: "usage-2026-10.csv")
            let later = try await bench.run("explain", bench.cell.description)
            #expect(later.output.contains("usage-2026-10.csv:3, record '\(id)'"))
        }
    }

    @Test func `a mistyped acknowledgement is noted with the nearest name`() async throws {
        try await CommandBench.with { bench in
            #expect(try await bench.run("diff").code == 2)
            let typo = bench.cell.description.replacing("/PRD-", with: "/PDR-")
            let run = try await bench.run(
                "ack", typo, "--reason", "x", "--until", "2026-12-01")
            #expect(run.code == 0)
            #expect(run.errors.contains("did you mean '\(bench.cell)'?"))
            let right = try await bench.run(
                "ack", bench.cell.description, "--reason", "x", "--until", "2026-12-01")
            #expect(!right.errors.contains("note:"))
        }
    }

    @Test func `usage shows all that the cell would be held for, beside the rows' faults`()
        async throws
    {
        var account = SimulatedAccount(subscriptions: 2)
        account.schema = .cost
        try await CommandBench.with(account) { bench in
            try Self.spoil(bench)
            await bench.change { $0.marketplaces[0] = ["id": "MP-00001", "name": "Market"] }
            let table = try await bench.run("usage", bench.cell.description)
            #expect(table.code == 3)
            #expect(table.output.contains("quantity.precision: the quantity 1.555 has 3 decimals"))
            #expect(
                table.output.contains(
                    "held for currency.missing: the marketplace 'MP-00001' has no currency"))
            #expect(table.output.contains(ReasonCode.currencyMissing.remedy))
            let json = try await bench.run("usage", bench.cell.description, "-o", "json").json()
            let holds = try #require(json["holds"] as? [[String: Any]])
            #expect(holds.map { $0["reason"] as? String } == ["currency.missing"])
            let csv = try await bench.run("usage", bench.cell.description, "-o", "csv")
            #expect(csv.errors.contains("held for currency.missing"))

            // Rows without a fault are no less held; so says diff.
            try bench.write(SimulatedUsage.csv(account.usage(october)), to: "usage-2026-10.csv")
            let clean = try await bench.run("usage", bench.cell.description)
            #expect(clean.code == 3 && clean.output.contains("check passed, 2 rows"))
            #expect(clean.output.contains("held for currency.missing"))
            #expect(try await bench.run("diff").output.contains("currency.missing"))
        }
    }

    @Test func `usage of a cell without a row of its own shows the rows that hold it`()
        async throws
    {
        try await CommandBench.with(SimulatedAccount(products: 2)) { bench in
            var usage = bench.account.usage(october)
            usage[0].subscription = bench.account.subscription(0, 1)
            try bench.write(SimulatedUsage.csv(usage), to: "usage-2026-10.csv")
            let run = try await bench.run("usage", bench.cell.description)
            #expect(run.code == 3)
            #expect(run.output.contains("check of 1 rows found"))
            #expect(run.output.contains("subscription.otherContract"))
            #expect(run.output.contains("usage-2026-10.csv:2"))
        }
    }
}
