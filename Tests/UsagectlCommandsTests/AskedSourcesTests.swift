import Foundation
import TestSupport
import Testing
import UsageModel

/// `usagectl diff` with the sources that are asked, against a served simulator.
struct AskedSourcesTests {
    /// The usage of the bench's account as CSV.
    private static func usage(_ bench: CommandBench) -> String {
        SimulatedUsage.csv(bench.account.usage(october))
    }

    /// What a diff says of the bench's only cell.
    private func cell(_ bench: CommandBench) async throws -> (run: CommandRun, cell: [String: Any])
    {
        let run = try await bench.run("diff", "-o", "json", "--with-usage")
        let cells = try run.json()["cells"] as? [[String: Any]]
        return (run, try #require(cells?.first, "\(run.errors)"))
    }

    private func configure(_ bench: CommandBench, _ source: String) throws {
        let path = "\(bench.folder)/usagectl.yaml"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let line = "    - {name: metering, type: files, path: \"usage-{month}.csv\"}"
        #expect(text.contains(line))
        try text.replacing(line, with: source).write(
            toFile: path, atomically: true, encoding: .utf8)
    }

    @Test func `a command's usage is planned, and what it cannot say is waited for`() async throws {
        try await CommandBench.with { bench in
            try bench.write(
                "#!/bin/sh\n[ \"$USAGECTL_MONTH\" = 2026-10 ] && [ -z \"$CONNECT_API_KEY\" ] "
                    + "|| exit 9\n[ -e \"$1\" ] || { echo 'not metered yet' >&2; exit 3; }\n"
                    + "cat \"$1\"\n", to: "metering.sh")
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o700], ofItemAtPath: "\(bench.folder)/metering.sh")
            try configure(
                bench,
                "    - {name: metering, type: command, format: csv, command: [./metering.sh, "
                    + "\"answer-{month}\"]}")
            let missing = try await cell(bench)
            let usage = missing.cell["usage"] as? [String: Any]
            #expect(usage?["answer"] as? String == "unknown")
            #expect(
                missing.run.output.contains("it cannot say (exit code 3); stderr: not metered yet"))
            #expect(missing.run.code == 2)
            try bench.write(Self.usage(bench), to: "answer-2026-10")
            let found = try await cell(bench)
            #expect((found.cell["usage"] as? [String: Any])?["answer"] as? String == "records")
            let decision = found.cell["decision"] as? [String: Any]
            #expect(decision?["verb"] as? String == "converge", "\(found.run.output)")
        }
    }

    @Test func `an API's usage is planned, and its token stays unseen`() async throws {
        try await CommandBench.with { bench in
            let usage = Self.usage(bench)
            try bench.write("vend0r-token\n", to: "token")
            try await VendorServer.with({ request in
                request.headers["authorization"] == "Bearer vend0r-token"
                    && request["month"] == "2026-10"
                    ? .answer(usage, type: "text/csv")
                    : .answer("\(request.headers)", status: 401, type: "text/plain")
            }) { _, address in
                try configure(
                    bench,
                    "    - {name: metering, type: http, url: \"\(address)/usage?month={month}\", "
                        + "auth: {type: bearer, tokenFile: token}, retries: 0}")
                let found = try await cell(bench)
                #expect((found.cell["usage"] as? [String: Any])?["answer"] as? String == "records")
                try bench.write("other-vend0r-token\n", to: "token")
                let refused = try await cell(bench)
                #expect(refused.run.output.contains("answered with status 401"))
                #expect(!(refused.run.output + refused.run.errors).contains("vend0r-token"))
            }
        }
    }

    @Test func `a database's usage is planned`() async throws {
        try await CommandBench.with { bench in
            try await PostgresServer.with { server in
                try bench.write(Self.usage(bench), to: "usage.csv")
                let columns = Self.usage(bench).split(separator: "\n").first.map(String.init) ?? ""
                let table = columns.split(separator: ",").map { "\"\($0)\" text" }
                    .joined(separator: ", ")
                try await server.sql(
                    "CREATE TABLE usage (\(table)); "
                        + "COPY usage FROM STDIN WITH (FORMAT csv, HEADER)",
                    input: Self.usage(bench))
                try bench.write(
                    "SELECT * FROM usage WHERE left(start_time_utc, 7) = :month\n", to: "usage.sql")
                try configure(
                    bench,
                    "    - {name: metering, type: postgres, dsn: \"\(server.socketDSN)\", "
                        + "queryFile: usage.sql}")
                let found = try await cell(bench)
                #expect((found.cell["usage"] as? [String: Any])?["answer"] as? String == "records")
                let files = try await bench.run("reconcile")
                #expect(files.code == 0, "\(files.output)\(files.errors)")
                #expect(await bench.statuses == ["pending"])
            }
        }
    }

    @Test(arguments: [
        (
            "{name: m, type: http, url: \"https://h.example/usage\"}",
            "the url 'https://h.example/usage' asks for no month"
        ),
        (
            "{name: m, type: http, url: \"https://h.example/{month}\", auth: {type: bearer}}",
            "lacks 'tokenFile' or 'tokenEnv'"
        ),
        (
            "{name: m, type: http, url: \"https://h.example/{month}\", pagination: {by: cursr}}",
            "'cursor'"
        ),
        (
            "{name: m, type: command, command: [x], format: cvs}", "'csv'"
        ),
        ("{name: m, type: command, comand: [x], format: csv}", "'command'"),
        (
            "{name: m, type: postgres, dsn: d, dsnEnv: E, query: q}",
            "'dsnEnv' stands beside 'dsn', expected one of them"
        ),
        (
            "{name: m, type: postgres, dsn: \"host=h password=x\", query: \"SELECT :month\"}",
            "the dsn has a password in it"
        ),
        (
            "{name: m, type: postgres, dsn: \"host=h\", queryFile: none.sql}",
            "cannot be read, expected a readable text file"
        ),
        ("{name: m, type: htp, url: x}", "'http'"),
    ])
    func `a source that cannot be is refused with its place`(source: String, words: String)
        async throws
    {
        try await CommandBench.with { bench in
            try configure(bench, "    - \(source)")
            let run = try await bench.run("diff")
            #expect(run.code == 64 || run.code == 1)
            #expect(run.errors.contains("usagectl.yaml:"), "\(run.errors)")
            #expect(run.errors.contains(words), "\(run.errors)")
        }
    }
}
