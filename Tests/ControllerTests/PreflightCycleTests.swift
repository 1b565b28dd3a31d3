import ConnectSimulator
import Controller
import Foundation
import Reconciliation
import TestSupport
import Testing
import UsageModel
import UsageSources
import Workbook

/// Rows with a fault: the cell is held here and nothing is created, and the platform would have
/// refused the same file.
struct PreflightCycleTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let code: ReasonCode
        var account = SimulatedAccount()
        /// Columns of the second line of the file, instead of the usual ones.
        var columns: [String: String] = [:]
        /// What the platform says of the same rows; nil where nobody knows whether it minds.
        let refusal: String?

        var testDescription: String { name }
    }

    static func account(
        _ schema: ReportingSchema = .quantity,
        _ capability: [String: ConnectSimulator.JSONValue] = [:]
    ) -> SimulatedAccount {
        var account = SimulatedAccount()
        account.schema = schema
        account.capability = capability
        account.furtherItems = [
            item("OLD", "ppu", "endofsale"), item("SEAT", "reservation", "published"),
        ]
        return account
    }

    private static func item(
        _ mpn: String, _ type: String, _ status: String
    ) -> ConnectSimulator.JSONValue {
        [
            "id": .string("PRD-100-000-000-\(mpn)"), "mpn": .string(mpn), "type": .string(type),
            "status": .string(status), "precision": "integer",
        ]
    }

    static let cases = [
        Case(
            name: "an unknown item", code: .itemUnknown, columns: ["item_mpn": "unit-1"],
            refusal: "USG_011"),
        Case(
            name: "an item at its end of sale", code: .itemOffSale, account: account(),
            columns: ["item_mpn": "OLD"], refusal: "end of sale"),
        Case(
            name: "a reservation", code: .itemNotPayAsYouGo, account: account(),
            columns: ["item_mpn": "SEAT"], refusal: "not pay-as-you-go"),
        Case(
            name: "a new item without a name", code: .itemIncomplete,
            account: account(.quantity, ["dynamic": true]), columns: ["item_mpn": "NEW"],
            refusal: "'item_name' is required"),
        Case(
            name: "too many decimals", code: .quantityPrecision, columns: ["quantity": "1.555"],
            refusal: "more than 2 decimals"),
        Case(
            name: "a negative quantity", code: .quantityNegative, columns: ["quantity": "-1"],
            refusal: "quantity is negative"),
        Case(
            name: "no amount", code: .amountMissing, account: account(.price),
            columns: ["amount": ""], refusal: "amount is required"),
        Case(
            name: "an amount out of range", code: .amountDigits, account: account(.cost),
            columns: ["amount": "10000000000000001"], refusal: "out of range"),
        Case(
            name: "a negative amount", code: .amountNegative, account: account(.cost),
            columns: ["amount": "-1"], refusal: nil),
        Case(
            name: "no tier", code: .tierMissing, account: account(.tier), columns: ["tier": ""],
            refusal: "tier is required"),
        Case(
            name: "an end after the month", code: .timeOutsideMonth,
            columns: ["end_time_utc": "2026-11-01 00:00:01"], refusal: "after the file's period"),
        // An end before its start is refused by the reader of files already.
        Case(
            name: "a mandatory column", code: .customFieldMissing,
            account: account(.quantity, ["required_custom_fields": ["region"]]),
            refusal: "'v.region' is required"),
        Case(
            name: "a long category", code: .textTooLong,
            columns: ["category_id": String(repeating: "x", count: 256)], refusal: "255"),
        Case(
            name: "a symbol", code: .textCharacters, columns: ["record_note": "Name\u{AE}"],
            refusal: "symbol"),
        Case(
            name: "a tag", code: .textCharacters, columns: ["record_note": "<i>x</i>"],
            refusal: "HTML tag"),
    ]

    private static let names = [
        "product_id", "subscription_id", "item_mpn", "quantity", "start_time_utc", "end_time_utc",
        "amount", "tier", "record_id", "record_note", "category_id",
    ]

    /// The account's usage, its only line with other columns.
    static func csv(_ example: Case) -> String {
        let usage = example.account.usage(october)[0]
        var columns = [
            "product_id": usage.product.text, "subscription_id": usage.subscription,
            "item_mpn": usage.mpn, "quantity": "1", "start_time_utc": "2026-10-01 00:00:00",
            "end_time_utc": "2026-10-31 23:59:59", "amount": usage.amount?.description ?? "",
            "tier": usage.tier.map(String.init) ?? "", "record_id": usage.recordID,
        ]
        columns.merge(example.columns) { _, other in other }
        let line = names.map { columns[$0] ?? "" }.joined(separator: ",")
        return names.joined(separator: ",") + "\n" + line + "\n"
    }

    @Test(arguments: cases)
    func `a fault is held here, and the platform would refuse it`(_ example: Case) async throws {
        try await ReconcilerHarness.with(example.account) { harness in
            try Self.csv(example).write(
                toFile: "\(harness.folder)/usage-2026-10.csv", atomically: true, encoding: .utf8)
            let report = try await harness.reconcile()
            let cell = try #require(report[harness.cell])
            #expect(cell.decision.verb == .hold)
            #expect(cell.decision.reason == example.code, "\(cell.decision.message)")
            #expect(cell.decision.message.contains("usage-2026-10.csv:2"))
            #expect(cell.decision.next == "usagectl usage \(harness.cell)")
            #expect(report.conservation.held == 1)
            #expect(report.conservation.balanced)
            #expect(report.verdict == .held)
            #expect(harness.writes.isEmpty)

            let detail = try await Self.sentAllTheSame(harness)
            if let refusal = example.refusal {
                #expect(detail?.contains(refusal) == true, "\(detail ?? "it was taken")")
            }
        }
    }

    /// What the platform says of the cell's file when nobody checks its rows first.
    private static func sentAllTheSame(_ harness: ReconcilerHarness) async throws -> String? {
        let rows = try await harness.look().rows.rows(of: harness.cell)
        let path = "\(harness.folder)/unchecked.xlsx"
        _ = try WorkbookFile.write(rows, month: october, to: path)
        var platform = harness.transport.platform
        let key = ["authorization": platform.options.apiKey]
        let body: ConnectSimulator.JSONValue = [
            "name": "unchecked", "product": ["id": .string(harness.cell.product.text)],
            "contract": ["id": .string(harness.cell.contract.text)], "currency": "USD",
            "period": ["from": "2026-10-01", "to": "2026-10-31"],
        ]
        let created = platform.handle(
            PlatformRequest(
                method: "POST", path: "/usage/files", headers: key, body: .bytes(body.jsonBytes)),
            at: harness.clock.now)
        let id = try #require(created.json?.id)
        let upload = platform.handle(
            PlatformRequest(
                method: "POST", path: "/usage/files/\(id)/upload", headers: key,
                body: .workbook(.reading(path: path))), at: harness.clock.now)
        #expect(upload.status == 201)
        let later = harness.clock.now.adding(.seconds(60))
        let file = platform.handle(
            PlatformRequest(method: "GET", path: "/usage/files/\(id)", headers: key), at: later)
        return file.json?["error_detail"]?.string
    }

    @Test(arguments: ReportingSchema.allCases)
    func `a month is reported in every schema`(_ schema: ReportingSchema) async throws {
        var account = SimulatedAccount(subscriptions: 3)
        account.schema = schema
        try await ReconcilerHarness.with(account) { harness in
            let report = try await harness.reconcile()
            #expect(report.verdict == .inSync)
            harness.expectExactlyOneSubmittedFile(in: [harness.cell])
            let file = try #require(harness.live(harness.cell).first)
            #expect(file.detail["schema"]?.string == schema.rawValue.lowercased())
            #expect(file.detail["currency"]?.string == (schema.isPriced ? "USD" : nil))
            let records = harness.transport.platform.records
            #expect(records.allSatisfy { ($0.amount != nil) == schema.isPriced })
            #expect(records.allSatisfy { ($0.tier != nil) == (schema == .tier) })
        }
    }

    @Test func `a dynamic product takes an item that it does not have yet`() async throws {
        var account = Self.account(.quantity, ["dynamic": true])
        account.furtherItems = []
        let policy =
            "months: {since: 2026-10}\nlimits: {newItems: allow}"
            + "\nreason: tried out\nuntil: 2027-01-01"
        try await ReconcilerHarness.with(account, policy: policy) { harness in
            let usage = account.usage(october)[0]
            try """
            product_id,subscription_id,item_mpn,quantity,start_time_utc,end_time_utc,item_name,\
            item_unit,item_precision
            \(usage.product),\(usage.subscription),NEW,1.25,2026-10-01,2026-10-31,New,unit,\
            decimal(2)

            """.write(
                toFile: "\(harness.folder)/usage-2026-10.csv", atomically: true, encoding: .utf8)
            let report = try await harness.reconcile()
            #expect(report.verdict == .inSync, "\(report[harness.cell]?.decision.message ?? "")")
            #expect(harness.statuses == ["pending"])
        }
    }

    @Test func `items are asked for where there are rows to send, and only there`() async throws {
        let account = SimulatedAccount(contracts: 3, products: 2)
        try await ReconcilerHarness.with(account) { harness in
            func items() -> Int {
                harness.transport.requests.count { $0.path.hasSuffix("/items") }
            }
            try await harness.reconcile()
            #expect(items() == 2)
            try await harness.reconcile()
            #expect(items() == 2)
        }
    }

    @Test func `a running controller asks for the items of a held cell once in a while`()
        async throws
    {
        try await ReconcilerHarness.with { harness in
            var running = harness
            running.memory = ObservationMemory(fullProofEvery: .seconds(86_400))
            var usage = harness.account.usage(october)
            usage[0].mpn = "unit-1"
            try harness.deliver(usage, for: october)
            func items() -> Int {
                harness.transport.requests.count { $0.path.hasSuffix("/items") }
            }
            for _ in 0..<3 { try await running.reconcile() }
            #expect(items() == 1)
            harness.clock.advance(by: .seconds(1800))
            try await running.reconcile()
            #expect(items() == 2)
        }
    }

    @Test func `the categories of the rows stand in the workbook with their names`() async throws {
        try await ReconcilerHarness.with { harness in
            let usage = harness.account.usage(october)[0]
            try """
            product_id,subscription_id,item_mpn,quantity,start_time_utc,end_time_utc,category_id,\
            category_name,category_description
            \(usage.product),\(usage.subscription),\(usage.mpn),1,2026-10-01,2026-10-31,b,Disks,fast

            \(usage.product),\(usage.subscription),\(usage.mpn),2,2026-10-01,2026-10-31,b,,
            \(usage.product),\(usage.subscription),\(usage.mpn),3,2026-10-01,2026-10-31,a,,

            """.write(
                toFile: "\(harness.folder)/usage-2026-10.csv", atomically: true, encoding: .utf8)
            let rows = try await harness.look().rows.rows(of: harness.cell)
            let path = "\(harness.folder)/categories.xlsx"
            _ = try WorkbookFile.write(rows, month: october, to: path)
            #expect(
                try UsageWorkbookReader(path: path).categories() == [
                    UsageCategory(id: "a", name: "a"),
                    UsageCategory(id: "b", name: "Disks", description: "fast"),
                ])
            #expect(try await harness.reconcile().verdict == .inSync)
        }
    }
}
