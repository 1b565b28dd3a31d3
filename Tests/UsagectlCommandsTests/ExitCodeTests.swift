import ConnectSimulator
import TestSupport
import Testing
import UsageModel

/// The exit codes that scripts rely on, of the built command against a served simulator.
struct ExitCodeTests {
    @Test func `drift is 2, a reconcile that converges is 0, and so is the diff after it`()
        async throws
    {
        try await CommandBench.with(SimulatedAccount(contracts: 2)) { bench in
            let before = try await bench.run("diff")
            #expect(before.code == 2)
            #expect(before.output.contains("missing.noFile"))
            #expect(await bench.writes.isEmpty)

            let reconcile = try await bench.run("reconcile")
            #expect(reconcile.code == 0)
            #expect(await bench.statuses == ["pending", "pending"])

            let after = try await bench.run("diff")
            #expect(after.code == 0)
            #expect(await bench.writes.count == 6)
        }
    }

    @Test func `drift that a person must clear is 3, and 0 with --no-exit-code`() async throws {
        let draft = SimulatedFileSeed(
            "UF-1", SimulatedAccount().cell(0, 0, october), "draft",
            createdAt: CommandBench.now.adding(.seconds(-3600)))
        try await CommandBench.with(files: [draft]) { bench in
            let diff = try await bench.run("diff")
            #expect(diff.code == 3)
            #expect(try await bench.run("reconcile").code == 3)
            #expect(try await bench.run("diff", "--no-exit-code").code == 0)
            #expect(await bench.writes.isEmpty)
        }
    }

    @Test func `only the verdicts that --fail-on names show in the exit code`() async throws {
        try await CommandBench.with(
            policy: "months: {since: 2026-10}\nlimits: {firstFile: approve}"
        ) {
            bench in
            let cases: [(words: String, code: Int32)] = [
                ("error,unproven", 0), ("drift", 0), ("held", 3), ("error,held", 3),
            ]
            for (words, code) in cases {
                #expect(try await bench.run("diff", "--fail-on", words).code == code, "\(words)")
            }
            #expect(try await bench.run("diff", "--fail-on", "held", "--no-exit-code").code == 0)
            for words in ["drfit", "", "held,"] {
                let refused = try await bench.run("diff", "--fail-on", words)
                #expect(refused.code == 64)
                #expect(refused.errors.contains("drift, error, held, unproven"))
            }
        }
    }

    @Test func `--fail-on looks at everything that a report says, not at the worst alone`()
        async throws
    {
        let draft = SimulatedFileSeed(
            "UF-1", SimulatedAccount().cell(0, 0, october), "draft",
            createdAt: CommandBench.now.adding(.seconds(-3600)))
        try await CommandBench.with(SimulatedAccount(contracts: 2), files: [draft]) { bench in
            let cases: [(words: String, code: Int32)] = [
                ("drift", 2), ("held", 3), ("drift,held", 3), ("error,unproven", 0),
            ]
            for (words, code) in cases {
                let run = try await bench.run("diff", "--fail-on", words)
                #expect(run.code == code, "\(words)")
            }
            #expect(try await bench.run("diff").code == 3)
        }
    }

    @Test func `an observation that is not proven is 4 and writes nothing until it is confirmed`()
        async throws
    {
        try await CommandBench.with(SimulatedAccount(contracts: 3)) { bench in
            #expect(try await bench.run("diff").code == 2)
            await bench.loseContract()
            let run = try await bench.run("reconcile")
            #expect(run.code == 4)
            #expect((run.output + run.errors).contains("usagectl baseline --confirm"))
            #expect(try await bench.run("diff", "--no-exit-code").code == 4)
            #expect(try await bench.run("diff", "--fail-on", "error,unproven").code == 4)
            #expect(try await bench.run("diff", "--fail-on", "drift,held").code == 0)
            #expect(await bench.writes.isEmpty)

            #expect(try await bench.plain("baseline").code == 64)
            let baseline = try await bench.plain("baseline", "--confirm", "--by", "tester")
            #expect(baseline.code == 0, "\(baseline.errors)")
            // The usage of the contract that is gone is unattributed from now on.
            #expect(try await bench.run("reconcile").code == 3)
            #expect(await bench.statuses == ["pending", "pending"])
        }
    }

    @Test func `a wrong key is 1 with a sentence that says where it is configured`() async throws {
        try await CommandBench.with { bench in
            try bench.write("SU-000-000-000:wrong-secret", to: "key")
            let run = try await bench.run("diff")
            #expect(run.code == 1)
            #expect(run.errors.contains("HTTP 401"))
            #expect(run.errors.contains("the API key is wrong or was revoked"))
            #expect(run.errors.contains("spec.connect.apiKeyFile"))
            #expect(!run.errors.contains("wrong-secret"))
            #expect(run.output.isEmpty)
        }
    }

    @Test func `no network is 1 with a sentence that names the request`() async throws {
        try await CommandBench.with { bench in
            let run = try await bench.run("diff", "--endpoint", "http://127.0.0.1:1/public/v1")
            #expect(run.code == 1)
            #expect(run.errors.contains("no connection could be established"))
            #expect(run.errors.contains("GET /contracts"))
        }
    }

    @Test func `an endpoint that is not Connect is 1 with the address that was expected`()
        async throws
    {
        try await CommandBench.with { bench in
            try await PageServer.withRunning { address in
                let run = try await bench.run("diff", "--endpoint", address)
                #expect(run.code == 1)
                #expect(run.errors.contains("the endpoint is not Connect's API"))
                #expect(run.errors.contains("https://api.connect.cloudblue.com/public/v1"))
            }
        }
    }

    @Test func `a ledger that cannot be written is 1 and nothing is written to the platform`()
        async throws
    {
        try await CommandBench.with { bench in
            try bench.write("", to: "file")
            try bench.configure(ledger: "file/ledger.db")
            let run = try await bench.run("reconcile")
            #expect(run.code == 1)
            #expect(run.errors.contains("file/ledger.db"))
            #expect(await bench.writes.isEmpty)
        }
    }

    @Test func `a ledger of another endpoint is 4`() async throws {
        try await CommandBench.with { bench in
            #expect(try await bench.run("diff").code == 2)
            let run = try await bench.run("diff", "--endpoint", "http://127.0.0.1:1/public/v1")
            #expect(run.code == 4)
            #expect(run.errors.contains("endpoint"))
        }
    }

    /// Arguments, and a part of the message.
    static let misuse: [(arguments: [String], message: String)] = [
        (["diff", "--nonsense"], "Unknown option '--nonsense'"),
        (["diff", "--month", "2026-13"], "'2026-13' is no month"),
        (["diff", "--month", "2026-05..2026-01"], "is no month"),
        (["explain", "somewhere"], "'somewhere' is no cell"),
        (["explain"], "Missing expected argument"),
        (["diff", "--as-of", "yesterday"], "'yesterday' is no time"),
        (["diff", "-o", "pdf"], "pdf"),
        (["diff", "--config", "nowhere.yaml"], "there is no configuration at"),
        (["diff", "--api-key-file", "nokey"], "the API key file 'nokey'"),
        (["diff", "--endpoint", "http://connect.example/public/v1"], "http"),
        (["diff", "--endpoint", "ftp://connect.example"], "ftp"),
        (
            [
                "reconcile", "--endpoint", "https://connect.example/public/v1", "--as-of",
                "2199-01-05T00:00:00Z",
            ], "writing with --as-of ahead of real time is refused"
        ),
        (["frobnicate"], "frobnicate"),
    ]

    @Test(arguments: misuse)
    func `wrong use is 64 and says what was expected`(
        _ arguments: [String], _ message: String
    ) async throws {
        try await CommandBench.with { bench in
            let run = try await CommandRun.usagectl(arguments, in: bench.folder)
            #expect(run.code == 64)
            #expect(run.errors.contains(message))
            #expect(run.output.isEmpty)
            #expect(await bench.host.simulation.requests.isEmpty)
        }
    }

    @Test func `a missing key is 64 and names the places where it may stand`() async throws {
        try await CommandBench.with { bench in
            let text = "connect: {endpoint: \"\(bench.endpoint)\"}"
            try bench.write(
                """
                apiVersion: usagectl/v1
                kind: Controller
                metadata: {name: tests}
                spec: {\(text)}
                ---
                apiVersion: usagectl/v1
                kind: UsagePolicy
                metadata: {name: defaults}
                spec: {months: {since: 2026-10}}
                """, to: "usagectl.yaml")
            let run = try await bench.run("diff")
            #expect(run.code == 64)
            #expect(run.errors.contains("CONNECT_API_KEY_FILE"))
            let given = try await bench.run(
                "diff", environment: ["CONNECT_API_KEY": "ApiKey \(CommandBench.apiKey)"])
            #expect(given.code == 2)
        }
    }
}

extension CommandBench {
    /// Takes the last contract away behind the platform's back.
    func loseContract() async {
        await change { $0.contracts.removeLast() }
    }
}
