import ConnectSimulator
import TestSupport
import Testing
import UsageModel

/// `ack`, `resend` and `assign`, of the built command against a served simulator.
struct PersonalWordTests {
    private static let until = ["--reason", "settled by hand", "--until", "2026-12-01"]

    private static func seed(_ id: String, _ status: String) -> SimulatedFileSeed {
        SimulatedFileSeed(
            id, SimulatedAccount().cell(0, 0, october), status,
            createdAt: CommandBench.now.adding(.seconds(-3600)))
    }

    private func acknowledge(_ subject: String, in bench: CommandBench) async throws -> CommandRun {
        try await bench.run(
            "ack", subject, Self.until[0], Self.until[1], Self.until[2], Self.until[3])
    }

    @Test func `an acknowledged cell is out of the exit code, in the report, until its end`()
        async throws
    {
        try await CommandBench.with(files: [Self.seed("UF-1", "draft")]) { bench in
            #expect(try await bench.run("diff").code == 3)
            #expect(try await acknowledge(bench.cell.description, in: bench).code == 0)
            let known = try await bench.run("diff", "-o", "json")
            #expect(known.code == 0)
            #expect(known.output.contains("\"acknowledged\" : true"))
            #expect(try await bench.run("diff").output.contains("foreign.unsubmitted"))
            #expect(try await bench.run("revoke", bench.cell.description).code == 0)
            #expect(try await bench.run("diff").code == 3)
            #expect(try await acknowledge(bench.cell.description, in: bench).code == 0)
            #expect(try await bench.run("diff").code == 0)
            #expect(try await bench.diff(at: "2026-12-01T00:00:00Z").code == 3)
        }
    }

    @Test func `an acknowledged duplicate is named by its file`() async throws {
        let files = [Self.seed("UF-1", "accepted"), Self.seed("UF-2", "pending")]
        try await CommandBench.with(files: files) { bench in
            #expect(try await bench.run("diff").code == 3)
            #expect(try await acknowledge("UF-2", in: bench).code == 0)
            let known = try await bench.run("diff")
            #expect(known.code == 0)
            #expect(known.output.contains("UF-2"))
        }
    }

    @Test func `an acknowledged subscription needs nobody and stays in the report`() async throws {
        try await CommandBench.with { bench in
            var usage = bench.account.usage(october)
            usage[0].subscription = "AS-9999-9999-9999"
            usage[0].recordID = "lost"
            try bench.write(
                SimulatedUsage.csv(bench.account.usage(october) + usage), to: "usage-2026-10.csv")
            try bench.configure(
                policy: """
                    months: {since: 2026-10}
                    limits: {unattributed: none}
                    reason: the lost records are looked into
                    until: 2027-01-01
                    """)
            #expect(try await bench.run("reconcile").code == 3)
            #expect(try await acknowledge("AS-9999-9999-9999", in: bench).code == 0)
            let known = try await bench.run("diff", "--with-usage")
            #expect(known.code == 0)
            #expect(known.output.contains("AS-9999-9999-9999"))

            // Six more, of which the report shows five: what is known must not hide them.
            let strangers = (0..<6).map { number in
                var line = usage[0]
                line.subscription = "AS-8888-0000-000\(number)"
                line.recordID = "stranger-\(number)"
                return line
            }
            try bench.write(
                SimulatedUsage.csv(bench.account.usage(october) + [usage[0]] + strangers),
                to: "usage-2026-10.csv")
            for number in 0..<5 {
                let ack = try await acknowledge("AS-8888-0000-000\(number)", in: bench)
                #expect(ack.code == 0)
            }
            #expect(try await bench.run("diff", "--with-usage").code == 3)
            #expect(try await acknowledge("AS-8888-0000-0005", in: bench).code == 0)
            #expect(try await bench.run("diff", "--with-usage").code == 0)
        }
    }

    @Test(arguments: [
        (["ack", "UF-1", "--reason", "x", "--until", "2026-11-01"], "is over"),
        (["ack", "UF-1", "--reason", "", "--until", "2026-12-01"], "--reason is empty"),
        (["ack", "UF-1", "--reason", "x"], "--until"),
        (["resend", "UF-1"], "'UF-1' is no cell"),
        (["assign", "UF-1", "UF-2"], "'UF-2' is no cell"),
    ])
    func `what a person says must be whole`(_ arguments: [String], _ message: String) async throws {
        try await CommandBench.with { bench in
            let run = try await CommandRun.usagectl(
                arguments + ["--as-of", CommandBench.now.description], in: bench.folder)
            #expect(run.code == 64)
            #expect(run.errors.contains(message))
        }
    }

    @Test func `a rejected file is sent again on a person's word, whatever its digest`()
        async throws
    {
        try await CommandBench.with { bench in
            #expect(try await bench.run("reconcile").code == 0)
            let file = try #require(await bench.host.simulation.platform.files.first)
            await bench.act("reject", file.id)
            let rejected = try await bench.run("reconcile")
            #expect(rejected.code == 3)
            #expect(rejected.output.contains("usagectl resend \(bench.cell)"))

            // A minute later than what was done, as a person is.
            let later = CommandBench.now.adding(.seconds(60)).description
            let resend = try await bench.plain(
                "resend", bench.cell.description, "--by", "anna", "--as-of", later)
            #expect(resend.code == 0, "\(resend.errors)")
            #expect(try await bench.plain("reconcile", "--as-of", later).code == 0)
            #expect(await bench.statuses == ["pending"])
            #expect(await bench.writes.filter { $0.hasSuffix("/upload") }.count == 2)
            #expect(await bench.writes.filter { $0.hasSuffix("/submit") }.count == 2)
        }
    }

    @Test func `a file without a period is placed by a person's word`() async throws {
        var seed = Self.seed("UF-1", "accepted")
        seed.period = nil
        try await CommandBench.with(files: [seed]) { bench in
            try bench.configure(policy: "months: {since: 2026-10}\nfilesWithoutPeriod: occupy")
            let occupied = try await bench.run("diff")
            #expect(occupied.code == 3)
            #expect(occupied.output.contains("usagectl assign UF-1"))
            #expect(
                try await bench.run("assign", "UF-1", bench.cell.description, "--by", "anna").code
                    == 0)
            #expect(try await bench.run("diff").code == 0)
            #expect(try await bench.run("revoke", "UF-1").code == 0)
            #expect(try await bench.run("diff").code == 3)
        }
    }
}
