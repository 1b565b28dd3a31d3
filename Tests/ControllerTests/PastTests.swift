import ConnectSimulator
import TestSupport
import Testing
import UsageModel

/// The months before, for which a fresh ledger asks the platform.
struct PastTests {
    /// Files of the months before October with a quantity each, and their records.
    private func past(
        _ quantities: [Int]
    ) -> (files: [SimulatedFileSeed], records: [JSONValue]) {
        let account = SimulatedAccount()
        var files: [SimulatedFileSeed] = []
        var records: [JSONValue] = []
        var month = october
        for (number, quantity) in quantities.enumerated() {
            month = month.previous
            let id = "UF-\(month)-0000-000\(number)"
            files.append(
                SimulatedFileSeed(
                    id, account.cell(0, 0, month), "accepted",
                    createdAt: Timestamp(startOf: month.next.firstDay)))
            records.append([
                "id": .string("UR-\(number)"), "usagefile": ["id": .string(id)],
                "product_id": .string(SimulatedAccount.product().text),
                "item": [
                    "id": .string("\(SimulatedAccount.product())-0001"),
                    "mpn": .string(SimulatedAccount.mpn()),
                ],
                "asset": ["id": .string(account.subscription())],
                "start_date": .string("\(month.firstDay)T00:00:00+00:00"),
                "end_date": .string("\(month.firstDay)T23:59:59+00:00"),
                "usage": JSONValue(quantity),
            ])
        }
        return (files, records)
    }

    /// What a fresh ledger's first reconcile decides of October, whose quantity is 1.
    private func decision(after quantities: [Int], policy: String = "") async throws -> CellReport?
    {
        let (files, records) = past(quantities)
        var report: CellReport?
        try await ReconcilerHarness.with(
            files: files, records: records, policy: "months: {since: 2026-10}\n" + policy
        ) { harness in
            report = try await harness.reconcile()[harness.cell]
        }
        return report
    }

    @Test(arguments: [
        ([1, 1, 1], nil), ([2, 5, 5], nil), ([2, 6, 6], ReasonCode.ratioLimit),
        // Fewer than three months with usage are no measure.
        ([2, 90], nil), ([2, 90, 0], nil),
        // Only the latest six months with usage count.
        ([1, 1, 1, 1, 1, 1, 90, 90, 90, 90, 90, 90, 90], nil),
    ])
    func `a fresh ledger compares with the files on Connect`(
        _ quantities: [Int], _ reason: ReasonCode?
    ) async throws {
        let report = try #require(try await decision(after: quantities))
        if let reason {
            #expect(report.decision.reason == reason)
            #expect(report.outcome == nil)
            #expect(report.decision.message.contains("6"))
        } else {
            #expect(report.outcome?.result == .submitted)
        }
    }

    @Test func `the guard takes the policy's ratio`() async throws {
        let report = try await decision(after: [2, 6, 6], policy: "limits: {ratioToMedian: 7}")
        #expect(report?.outcome?.result == .submitted)
    }

    @Test func `what is reviewed stands beside the month before`() async throws {
        let report = try await decision(
            after: [6, 6, 6], policy: "limits: {firstFile: approve, ratioToMedian: 2}")
        #expect(report?.usage.lastQuantity == ExactDecimal(6))
    }
}
