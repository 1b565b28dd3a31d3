import ConnectSimulator
import Foundation
import TestSupport
import Testing
import UsageModel

/// `approve` and `revoke`, of the built command against a served simulator.
struct ApproveCommandTests {
    /// Every cell is held until a person has looked at it.
    static let guarded = "months: {since: 2026-10}\nlimits: {firstFile: approve}"

    private static func later(_ duration: Duration) -> String {
        CommandBench.now.adding(duration).description
    }

    @Test
    func `what would be approved is shown with totals, and nothing is recorded without a yes`()
        async throws
    {
        var account = SimulatedAccount(contracts: 2, subscriptions: 3)
        account.schema = .price
        try await CommandBench.with(account, policy: Self.guarded) { bench in
            let asked = try await bench.run("approve", "--month", "2026-10")
            #expect(asked.code == 64)
            #expect(asked.output.contains("\(bench.cell)"))
            #expect(asked.output.contains("total: 2 cells, 6 records"))
            #expect(asked.output.contains("total: 75 USD in 2 cells"))
            #expect(asked.errors.contains("--confirm 2"))

            let wrong = try await bench.run("approve", "--month", "2026-10", "--confirm", "3")
            #expect(wrong.code == 64)
            #expect(wrong.errors.contains("it would be 2 cells; nothing was recorded"))
            #expect(try await bench.run("diff").code == 3)
            #expect(await bench.writes.isEmpty)
        }
    }

    @Test func `an approval of one cell lets that cell go and no other`() async throws {
        try await CommandBench.with(SimulatedAccount(contracts: 3), policy: Self.guarded) { bench in
            let approve = try await bench.run(
                "approve", bench.cell.description, "--confirm", "1", "--by", "anna",
                "--note", "seen with finance")
            #expect(approve.code == 0, "\(approve.errors)")
            #expect(try await bench.run("reconcile").code == 3)
            #expect(await bench.submitted == [bench.cell.contract.text])

            let again = try await bench.run("approve", bench.cell.description, "--confirm", "1")
            #expect(again.code == 1)
            #expect(again.errors.contains("is not held for what an approval would release"))
        }
    }

    @Test func `filters say which of the held cells are approved`() async throws {
        try await CommandBench.with(SimulatedAccount(contracts: 3), policy: Self.guarded) { bench in
            #expect(try await bench.run("approve").code == 64)
            let none = try await bench.run("approve", "--reason", "month.old", "--confirm", "0")
            #expect(none.code == 1)
            #expect(none.errors.contains("no cell is held that an approval would release"))
            let some = try await bench.run(
                "approve", "--contract", "nothing-*", "--contract", "*-00002", "--reason",
                "limit.firstFile", "--confirm", "1")
            #expect(some.code == 0, "\(some.errors)")
            #expect(try await bench.run("reconcile").code == 3)
            #expect(await bench.submitted == [SimulatedAccount.contract(2).text])
        }
    }

    @Test func `the CSV of a diff is the sheet that is approved`() async throws {
        try await CommandBench.with(SimulatedAccount(contracts: 3), policy: Self.guarded) { bench in
            #expect(
                try await bench.run("approve", bench.cell.description, "--confirm", "1").code == 0)
            #expect(try await bench.run("reconcile").code == 3)
            let sheet = try await bench.run("diff", "-o", "csv")
            try bench.write("\u{FEFF}" + sheet.output, to: "sheet.csv")
            let approve = try await bench.run("approve", "--from", "sheet.csv", "--confirm", "2")
            #expect(approve.code == 0, "\(approve.errors)")
            // The cell that is in sync by now stands in the sheet too.
            #expect(approve.errors.contains("no approval is needed for 1 cell of the file"))
            #expect(try await bench.run("reconcile").code == 0)
            #expect(await bench.submitted.count == 3)

            try bench.write("CRD-1/PRD-1/2026-10\n", to: "list")
            let stranger = try await bench.run("approve", "--from", "list", "--confirm", "1")
            #expect(stranger.code == 1)
            #expect(stranger.errors.contains("'CRD-1/PRD-1/2026-10' is not owed"))
            try bench.write("# cells\nsomewhere\n", to: "list")
            let broken = try await bench.run("approve", "--from", "list", "--confirm", "1")
            #expect(broken.code == 64)
            #expect(broken.errors.contains("list:2: 'somewhere' is no cell"))
        }
    }

    @Test func `an approval with an end is over then`() async throws {
        try await CommandBench.with(policy: Self.guarded) { bench in
            let past = try await bench.run(
                "approve", bench.cell.description, "--confirm", "1", "--until",
                Self.later(.seconds(-60)))
            #expect(past.code == 64)
            let end = Self.later(.seconds(3600))
            let approve = try await bench.run(
                "approve", bench.cell.description, "--confirm", "1", "--until", end)
            #expect(approve.code == 0, "\(approve.errors)")
            #expect(try await bench.run("diff").code == 2)
            #expect(try await bench.diff(at: end).code == 3)
        }
    }

    @Test func `a change to the cell voids its approval, a change elsewhere does not`() async throws
    {
        try await CommandBench.with(SimulatedAccount(contracts: 2), policy: Self.guarded) { bench in
            let month = ["--month", "2026-10", "--confirm", "2"]
            #expect(
                try await bench.run("approve", month[0], month[1], month[2], month[3]).code == 0)
            var usage = bench.account.usage(october)
            usage[0].quantity = ExactDecimal(77)
            try bench.write(SimulatedUsage.csv(usage), to: "usage-2026-10.csv")

            let run = try await bench.run("reconcile", "-o", "json")
            #expect(run.code == 3)
            #expect(run.output.contains("limit.firstFile"))
            #expect(await bench.submitted == [SimulatedAccount.contract(1).text])
        }
    }

    @Test func `a tighter limit voids an approval, a looser due date does not`() async throws {
        try await CommandBench.with(policy: Self.guarded) { bench in
            #expect(
                try await bench.run("approve", bench.cell.description, "--confirm", "1").code == 0)
            try bench.configure(
                policy: "months: {since: 2026-10, due: 20}\nlimits: {firstFile: approve}")
            #expect(try await bench.run("diff").code == 2)
            try bench.configure(
                policy: "months: {since: 2026-10}\nlimits: {firstFile: approve, ratioToMedian: 2}")
            #expect(try await bench.run("diff").code == 3)
        }
    }

    @Test func `a file that is created under an approval inherits it`() async throws {
        try await CommandBench.with(policy: Self.guarded) { bench in
            #expect(
                try await bench.run("approve", bench.cell.description, "--confirm", "1").code == 0)
            // The first run may not wait for the platform: it leaves a file in processing.
            try bench.configure(wait: "1ms", policy: Self.guarded)
            #expect(try await bench.run("reconcile").code == 2)
            #expect(await bench.submitted.isEmpty)
            #expect(await bench.statuses.count == 1)
            try bench.configure(policy: Self.guarded)
            #expect(try await bench.run("reconcile").code == 0)
            #expect(await bench.submitted.count == 1)
        }
    }

    @Test func `a revoked approval lets nothing go`() async throws {
        try await CommandBench.with(policy: Self.guarded) { bench in
            let cell = bench.cell.description
            #expect(try await bench.run("approve", cell, "--confirm", "1").code == 0)
            #expect(try await bench.run("diff").code == 2)
            let revoke = try await bench.run("revoke", cell, "--by", "anna")
            #expect(revoke.code == 0)
            #expect(try await bench.run("reconcile").code == 3)
            #expect(await bench.writes.isEmpty)
        }
    }

    @Test func `the go-live of very many cells is one reviewed command`() async throws {
        let account = SimulatedAccount(contracts: 17, products: 10)
        let policy = "months: {since: 2026-10, autoWithin: 0}"
        try await CommandBench.with(account, policy: policy) { bench in
            let sheet = try await bench.run("diff", "--with-usage", "-o", "csv")
            #expect(sheet.code == 3)
            let rows = sheet.output.split(separator: "\r\n").dropFirst()
            #expect(rows.count == 170)
            #expect(rows.allSatisfy { $0.contains("month.old") })
            let approve = try await bench.run(
                "approve", "--reason", "month.old", "--confirm", "170", "--by", "anna")
            #expect(approve.code == 0, "\(approve.errors)")
            #expect(approve.output.contains("... 120 more"))
            #expect(approve.output.contains("total: 170 cells, 170 records"))
            #expect(try await bench.run("reconcile").code == 0)
            #expect(await bench.statuses == Array(repeating: "pending", count: 170))
        }
    }
}

extension CommandBench {
    /// The contracts of submitted files.
    var submitted: [String] {
        get async {
            await host.simulation.platform.files.filter { $0.status.word == "pending" }
                .map(\.contractID).sorted()
        }
    }

    /// A diff at a later time, to which the platform's clock goes too.
    func diff(at time: String) async throws -> CommandRun {
        _ = await host.control(
            PlatformRequest(
                method: "POST", path: "/clock",
                body: .bytes(JSONValue.object(["now": .string(time)]).jsonBytes)))
        return try await plain("diff", "--as-of", time)
    }

    /// The provider's or a person's act in the portal on a file.
    func act(_ action: String, _ file: String) async {
        _ = await host.control(PlatformRequest(method: "POST", path: "/\(action)/\(file)"))
    }
}
