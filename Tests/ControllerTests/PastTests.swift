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

    @Test(arguments: [
        ("", true), ("limits: {ratioToMedian: none}\nreason: test\nuntil: 2026-12-31", false),
    ])
    func `records that cannot be proven hold only the cell that is compared with them`(
        _ policy: String, _ isHeld: Bool
    ) async throws {
        let (files, records) = past([1, 1, 1])
        try await ReconcilerHarness.with(
            SimulatedAccount(contracts: 2), files: files, records: records,
            policy: "months: {since: 2026-10}\n" + policy
        ) { harness in
            harness.transport.forge { request, response in
                guard request.path == "/usage/records", request.rawQuery.contains("2026-09") else {
                    return
                }
                response.headers["content-range"] = nil
            }
            let report = try await harness.reconcile()
            let other = try #require(report[harness.account.cell(1, 0, october)])
            #expect(other.outcome?.result == .submitted)
            let held = try #require(report[harness.cell])
            #expect(held.decision.reason == .ratioLimit || !isHeld)
            #expect(held.decision.message.contains("are not proven") == isHeld)
            #expect((held.outcome == nil) == isHeld)
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
