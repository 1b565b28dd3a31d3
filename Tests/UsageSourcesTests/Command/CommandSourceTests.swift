import Foundation
import NIOConcurrencyHelpers
import TestSupport
import Testing
import UsageModel

@testable import UsageSources

struct CommandSourceTests {
    private final class Said: Sendable {
        private let box = NIOLockedValueBox<[String]>([])
        var all: [String] { box.withLockedValue(\.self) }
        func take(_ text: String) { box.withLockedValue { $0.append(text) } }
    }

    private static let line = #"printf 'P1,AS-%s,M,1,2026-10-05,2026-10-05\n' "#
    private static let header = "echo '\(SourceBench.header)'; "

    private func read(
        _ script: String, arguments: [String] = [], products: [ProductID] = ["P1"],
        environment: [String: String] = ["PATH": "/usr/bin:/bin"], said: Said = Said(),
        time: SourceTime = SourceTime(
            sleep: { _ in try await Task.never() }, now: { .distantPast }),
        _ change: (inout CommandSourceConfiguration) -> Void = { _ in }
    ) async throws -> UsageReading {
        var configuration = CommandSourceConfiguration(
            name: "metering", command: ["sh", "-c", script, "sh"] + arguments, format: .csv,
            folder: "/tmp")
        change(&configuration)
        let source = try FetchedSource.command(
            configuration, time: time,
            environment: environment, complain: said.take)
        return await source.read(UsageQuery(months: [SourceBench.october], products: products))
    }

    @Test func `its output is the answer, and each record names its line`() async throws {
        let reading = try await read(Self.header + Self.line + "1; " + Self.line + "2")
        #expect(reading.isKnown)
        #expect(reading.subscriptions == ["AS-1", "AS-2"])
        #expect(
            reading.origins == ["command metering (2026-10):2", "command metering (2026-10):3"])
        let lines = FetchedBench.record(1) + "\n" + FetchedBench.record(2)
        let json = try await read("printf '%s\\n' '\(lines)'") { $0.format = .jsonl }
        #expect(json.subscriptions == ["AS-1", "AS-2"])
    }

    @Test func `arguments and environment carry what is asked, and no shell reads them`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let script =
                "printf '%s\\n' \"$@\" \"$USAGECTL_PRODUCT|$USAGECTL_MONTH|$USAGECTL_FROM|"
                + "$USAGECTL_TO|$EXTRA\" > \"\(folder)/seen-$USAGECTL_PRODUCT\"; exit 3"
            let arguments = ["--product={product}", "{month}", "{from}/{to}", "{other} $(id) {"]
            _ = try await read(script, arguments: arguments, products: ["P1", "P2"]) {
                $0.environment = ["EXTRA": "x-{month}"]
            }
            let seen = try String(contentsOfFile: "\(folder)/seen-P2", encoding: .utf8)
            #expect(
                seen == """
                    --product=P2
                    2026-10
                    2026-10-01T00:00:00Z/2026-11-01T00:00:00Z
                    {other} $(id) {
                    P2|2026-10|2026-10-01T00:00:00Z|2026-11-01T00:00:00Z|x-2026-10

                    """)
        }
    }

    @Test func `it runs once a month for all products unless it is told the product`() async throws
    {
        try await withTemporaryFolder { folder in
            let script = "echo \"-$USAGECTL_PRODUCT-\" >> \(folder)/runs; exit 3"
            func runs() throws -> [String] {
                let path = "\(folder)/runs"
                defer { try? FileManager.default.removeItem(atPath: path) }
                return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
                    .map(String.init)
            }
            _ = try await read(script, products: ["P1", "P2"])
            #expect(try runs() == ["--"])
            _ = try await read(script, arguments: ["{product}"], products: ["P1", "P2"])
            #expect(try runs() == ["-P1-", "-P2-"])
            _ = try await read(script, products: ["P1", "P2"]) { $0.asksByProduct = true }
            #expect(try runs() == ["-P1-", "-P2-"])
        }
    }

    @Test func `it inherits none of our secrets`() async throws {
        try await withTemporaryFolder { folder in
            let environment = [
                "PATH": "/usr/bin:/bin", "CONNECT_API_KEY": "key", "CONNECT_API_KEY_FILE": "f",
                "USAGECTL_CONFIG": "c", "USAGECTL_PRODUCT": "forged", "DB_PASSWORD": "p",
                "HOME": "/home",
            ]
            _ = try await read("env > \(folder)/env; exit 3", environment: environment) {
                $0.hidden = ["DB_PASSWORD"]
            }
            let names = try String(contentsOfFile: "\(folder)/env", encoding: .utf8)
                .split(separator: "\n").map { String($0.prefix { $0 != "=" }) }
            #expect(
                Set(names).subtracting(["PWD", "SHLVL", "_", "OLDPWD"]) == [
                    "PATH", "HOME", "USAGECTL_MONTH", "USAGECTL_FROM", "USAGECTL_TO",
                ])
        }
    }

    @Test(arguments: [
        ("echo 'no data yet' >&2; exit 3", "it cannot say (exit code 3); stderr: no data yet"),
        ("exit 3", "it cannot say (exit code 3)"),
        ("echo part; exit 1", "it ended with exit code 1"),
        ("kill -SEGV $$", "it was ended by signal 11"),
        (
            "printf 'a\\033[31m\\n\\n  b' >&2; exit 7",
            "it ended with exit code 7; stderr: a\\u{1b}[31m b"
        ),
    ])
    func `any other end than exit code 0 is unknown, and stderr says why`(
        script: String, reason: String
    ) async throws {
        let said = Said()
        let reading = try await read(
            Self.header + Self.line + "1; " + script, said: said)
        #expect(reading.reason() == "command metering (2026-10): \(reason)")
        #expect(reading.allRecords.isEmpty)
        #expect(said.all.isEmpty)
    }

    @Test func `what a program that answered says on stderr is passed on`() async throws {
        let said = Said()
        let reading = try await read(
            "echo careful >&2; " + Self.header + Self.line + "1", said: said)
        #expect(reading.isKnown)
        #expect(said.all == ["command metering (2026-10); stderr: careful"])
    }

    @Test func `no record is unknown unless it is said to mean zero`() async throws {
        for script in ["true", Self.header, "echo; echo"] {
            let reading = try await read(script)
            #expect(
                reading.reason()
                    == "command metering (2026-10) ended well and wrote no record, which is no "
                    + "proof that there was no usage; 'emptyMeans: zero' of the source takes it "
                    + "for one")
            let zero = try await read(script) { $0.emptyMeans = .zero }
            #expect(zero.isKnown)
        }
    }

    @Test func `a header over several lines is no record`() async throws {
        let script = "printf '%s,\"a\\nb\"\\n' '\(SourceBench.header)'"
        let reading = try await read(script)
        #expect(
            reading.reason()
                == "command metering (2026-10) ended well and wrote no record, which is no proof "
                + "that there was no usage; 'emptyMeans: zero' of the source takes it for one")
        #expect(try await read(script) { $0.emptyMeans = .zero }.isKnown)
    }

    @Test(arguments: [
        "echo 'ERROR: licence expired'", "echo '\(SourceBench.line())'", line + "1",
    ])
    func `a line that is no header is never zero`(script: String) async throws {
        for script in [script, script + "; echo; echo"] {
            let reading = try await read(script) { $0.emptyMeans = .zero }
            #expect(
                reading.reason()?.hasPrefix("command metering (2026-10):1: no column 'product_id'")
                    == true)
        }
    }

    @Test func `garbage is unknown with its place`() async throws {
        let garbage = try await read("head -c 100000 /dev/urandom")
        #expect(garbage.reason()?.hasPrefix("command metering (2026-10):") == true)
        let half = try await read(Self.header + Self.line + "1; printf 'P1,AS-2,\"M'")
        #expect(
            half.reason() == "command metering (2026-10):3: a quoted field is not closed")
        let json = try await read("echo '{\"product_id\": \"P1\"'") { $0.format = .jsonl }
        #expect(json.reason()?.hasPrefix("command metering (2026-10):") == true)
    }

    @Test func `a flood is ended at the limit`() async throws {
        let reading = try await read("yes '\(SourceBench.line())'") { $0.maxMegabytes = 1 }
        #expect(
            reading.reason()
                == "command metering (2026-10): the answer is longer than 1 MiB; 'maxMegabytes' of "
                + "the source allows more")
    }

    @Test func `a program that hangs is ended with its children when its time is over`()
        async throws
    {
        try await withTemporaryFolder { folder in
            let pipe = "\(folder)/pipe"
            #expect(unsafe mkfifo(pipe, 0o600) == 0)
            let script =
                "exec 3> \"\(pipe)\"; sleep 1000 & echo waiting >&2; echo started >&3; wait"
            let reading = try await read(
                script,
                time: SourceTime(
                    sleep: { _ in
                        // Opened once the program is there; read to the end only once all are gone.
                        let handle = try FileHandle(forReadingFrom: URL(filePath: pipe))
                        _ = try handle.read(upToCount: 8)
                        try handle.close()
                    }, now: { .distantPast }))
            #expect(
                reading.reason()
                    == "command metering (2026-10): it did not end within 300.0 seconds ('timeout') "
                    + "and was killed with all that it started; stderr: waiting")
        }
    }

    @Test func `a program that cannot be started is told once`() async throws {
        let reading = try await read("", products: ["P1", "P2", "P3"]) {
            $0.command = ["/nowhere/{product}"]
        }
        #expect(
            reading.reason("P3")
                == "command metering (P1, 2026-10): '/nowhere/P1' cannot be started: No such file "
                + "or directory")
        #expect(reading.problems.count == 1)
    }

    @Test func `a reading that is stopped ends its program`() async throws {
        let (began, begun) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await read(
                "sleep 1000",
                time: SourceTime(
                    sleep: { _ in
                        begun.yield()
                        try await Task.never()
                    }, now: { .distantPast }))
        }
        _ = await began.first { _ in true }
        task.cancel()
        #expect(try await task.value.reason()?.contains("the reading was stopped") == true)
    }

    @Test func `its rows attest that the month is whole`() async throws {
        let rows = { (states: [String]) in
            "echo '\(SourceBench.header),state'; "
                + states.map { "echo 'P1,AS-1,M,1,2026-10-05,2026-10-05,\($0)'; " }.joined()
        }
        let attesting = { (configuration: inout CommandSourceConfiguration) in
            configuration.mapping.attested = RowCondition("state", .isOneOf(["final"]))
            configuration.emptyMeans = .zero
        }
        #expect(try await read(rows(["final", "final"]), attesting).isKnown)
        let open = try await read(rows(["final", ""]), attesting)
        #expect(
            open.reason()
                == "command metering (2026-10):3: 'state' is empty, expected 'final', so the usage "
                + "is not complete yet")
        let none = try await read(rows([]), attesting)
        #expect(none.reason()?.contains("no row whose 'state' could attest") == true)
    }
}
