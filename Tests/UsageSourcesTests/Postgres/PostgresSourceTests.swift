import Foundation
import TestSupport
import Testing
import UsageModel

@testable import UsageSources

/// Against a real server.
@Suite(.serialized)
struct PostgresSourceTests {
    private static let usage = """
        CREATE TABLE usage (
          id bigint PRIMARY KEY, product text, asset text, mpn text, used numeric,
          began timestamptz, ended timestamptz, amount numeric, note text, final boolean);
        INSERT INTO usage VALUES
          (1, 'P1', 'AS-1', 'M', 0.1000000000000000000001, '2026-10-05 02:00+02',
           '2026-10-06 00:00Z', NULL, 'comma, "quote" and' || chr(10) || 'line', true),
          (2, 'P1', 'AS-2', 'M', 12345678901234567890.5, '2026-10-31 23:59:59.5Z',
           '2026-10-31 23:59:59.5Z', 7.50, '', false),
          (3, 'P2', 'AS-3', 'M', 3, '2026-10-07Z', '2026-10-07Z', NULL, NULL, NULL),
          (4, 'P1', 'AS-4', 'M', 4, '2026-11-01Z', '2026-11-01Z', NULL, NULL, NULL);
        """

    private static let select = """
        SELECT product AS product_id, asset AS subscription_id, mpn AS item_mpn, used AS quantity,
          began AS start_time_utc, ended AS end_time_utc, amount, id AS record_id,
          note AS record_note, final AS "v.final" -- :nothing
        FROM usage WHERE began >= :from AND began < :to::timestamptz
        """

    private func read(
        _ dsn: PostgresSourceConfiguration.Text, _ query: String,
        products: [ProductID] = ["P1"], time: SourceTime = .system,
        _ change: (inout PostgresSourceConfiguration) -> Void = { _ in }
    ) async throws -> UsageReading {
        var configuration = PostgresSourceConfiguration(
            name: "metering", dsn: dsn, query: .inline(query))
        change(&configuration)
        let source = try FetchedSource.postgres(configuration, time: time)
        return await source.read(UsageQuery(months: [SourceBench.october], products: products))
    }

    @Test func `a password is hidden before a long message is cut`() async throws {
        try await PostgresServer.with("") { server in
            try await withTemporaryFolder { folder in
                let secret = "correct-horse-battery-staple"
                let file = "\(folder)/password"
                try secret.write(toFile: file, atomically: true, encoding: .utf8)
                // The cut of 400 characters would fall into the password.
                let text = String(repeating: "x", count: 340) + secret
                let reading = try await read(
                    .inline(server.socketDSN), "SELECT '\(text)'::int WHERE :month > ''"
                ) { $0.password = .file(file) }
                let reason = try #require(reading.reason())
                #expect(reason.contains("xxx***"))
                #expect(!reason.contains("correct"))
            }
        }
    }

    @Test func `rows come exactly as they are stored, in UTC, with their number in the result`()
        async throws
    {
        try await PostgresServer.with(Self.usage) { server in
            let reading = try await read(
                .inline(server.socketDSN), Self.select + " AND product = :product ORDER BY id;")
            #expect(reading.isKnown)
            let records = reading.allRecords
            #expect(records.map(\.subscription) == ["AS-1", "AS-2"])
            #expect(
                records.map { "\($0.quantity)" }
                    == ["0.1000000000000000000001", "12345678901234567890.5"])
            #expect(
                records.map { "\($0.start)" } == [
                    "2026-10-05T00:00:00Z", "2026-10-31T23:59:59.500000Z",
                ])
            #expect(records.map { $0.amount.map { "\($0)" } } == [nil, "7.5"])
            #expect(records.map(\.note) == ["comma, \"quote\" and\nline", nil])
            #expect(records.map { $0.custom.map(\.value) } == [["true"], ["false"]])
            #expect(
                reading.origins
                    == (1...2).map { "postgres metering (P1, 2026-10):\($0)" })
            #expect(reading.files.map(\.path) == ["postgres metering (P1, 2026-10)"])
        }
    }

    @Test func `a query without :product answers for all products at once`() async throws {
        try await PostgresServer.with(Self.usage) { server in
            let reading = try await read(
                .inline(server.socketDSN), Self.select, products: ["P1", "P2", "P3"])
            #expect(reading.subscriptions == ["AS-1", "AS-2", "AS-3"])
            for product: ProductID in ["P1", "P2", "P3"] { #expect(reading.reason(product) == nil) }
            #expect(reading.files.map(\.path) == ["postgres metering (2026-10)"])
        }
    }

    @Test func `a parameter is data, whatever stands in it`() async throws {
        try await PostgresServer.with(Self.usage) { server in
            let product: ProductID = "P1'; DROP TABLE usage; --"
            let reading = try await read(
                .inline(server.socketDSN), Self.select + " AND product = :product",
                products: [product])
            #expect(reading.reason(product)?.contains("has no row") == true)
            #expect(try await server.sql("SELECT count(*) FROM usage") == "4")
        }
    }

    @Test func `no row is unknown unless it is said to mean zero`() async throws {
        try await PostgresServer.with(Self.usage) { server in
            let query = Self.select + " AND product = 'none'"
            let reading = try await read(.inline(server.socketDSN), query)
            #expect(
                reading.reason()
                    == "postgres metering (2026-10) has no row, which is no proof that there was no "
                    + "usage; 'emptyMeans: zero' of the source takes it for one")
            let zero = try await read(.inline(server.socketDSN), query) { $0.emptyMeans = .zero }
            #expect(zero.isKnown)
        }
    }

    @Test func `nothing can be changed, and what is wrong is told with the server's words`()
        async throws
    {
        try await PostgresServer.with(
            Self.usage + "CREATE SEQUENCE s; CREATE FUNCTION change() RETURNS int LANGUAGE sql AS "
                + "'DELETE FROM usage; SELECT 1';"
        ) { server in
            for (query, words) in [
                ("SELECT change(), :month", "cannot execute DELETE in a read-only transaction"),
                ("SELECT nextval('s'), :month", "cannot execute nextval()"),
                ("SELECT nothing, :month FROM usage", "column \"nothing\" does not exist"),
                ("SELECT 1/(length(:month) - 7)", "division by zero (SQLSTATE 22012)"),
                ("CREATE TABLE t AS SELECT :month", "cannot execute CREATE TABLE AS"),
                ("COPY usage TO STDOUT /* */ ; -- :month", "parameter"),
            ] {
                do {
                    let reading = try await read(.inline(server.socketDSN), query)
                    let reason = try #require(reading.reason())
                    #expect(reason.hasPrefix("postgres metering (2026-10): "))
                    #expect(reason.contains(words), "\(query)")
                } catch let error as SourceConfigurationError {
                    #expect("\(error)".contains(words), "\(query)")
                }
            }
            #expect(try await server.sql("SELECT count(*) FROM usage") == "4")
        }
    }

    @Test func `an answer beyond the limit is unknown, and leaves nothing behind`() async throws {
        try await PostgresServer.with { server in
            let query = """
                SELECT 'P1' AS product_id, 'AS-' || n AS subscription_id, 'M' AS item_mpn,
                  n AS quantity, :from AS start_time_utc, :from AS end_time_utc
                FROM generate_series(1, 200000) AS n
                """
            let reading = try await read(.inline(server.socketDSN), query) { $0.maxMegabytes = 1 }
            #expect(
                reading.reason()
                    == "postgres metering (2026-10): the answer is longer than 1 MiB; "
                    + "'maxMegabytes' of the source allows more")
            let whole = try await read(.inline(server.socketDSN), query)
            #expect(whole.isKnown)
            #expect(whole.records.scopes.count == 1)
        }
    }

    @Test func `a query that takes too long is ended by the server, or given up here`()
        async throws
    {
        try await PostgresServer.with { server in
            let sleep = "SELECT pg_sleep(1000), :month"
            let late = try await read(.inline(server.socketDSN), sleep) {
                $0.timeout = .milliseconds(200)
            }
            #expect(late.reason()?.contains("statement timeout") == true)
            // The time is over as soon as the query runs.
            let running =
                "SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(1000)%' "
                + "AND state = 'active' AND pid <> pg_backend_pid()"
            let time = SourceTime(
                sleep: { _ in
                    while try await server.sql(running) != "1" { try Task.checkCancellation() }
                }, now: { .distantPast })
            let hanging = try await read(.inline(server.socketDSN), sleep, time: time)
            #expect(
                hanging.reason()
                    == "postgres metering (2026-10): no whole answer within 315.0 seconds")
            // The server was asked to give it up, and does.
            while try await server.sql(running) != "0" {}
        }
    }

    @Test func `a server that does not answer is given up at the connection`() async throws {
        try await PostgresServer.with { server in
            try server.signal(SIGSTOP)
            let reading = try await read(.inline(server.socketDSN), "SELECT :month") {
                $0.connectTimeout = .seconds(1)
            }
            try server.signal(SIGCONT)
            #expect(
                reading.reason()
                    == "postgres metering (2026-10): no connection to \(server.folder)/postgres "
                    + "within 1.0 seconds")
        }
        let reading = try await read(
            .inline("host=/nowhere dbname=d"), "SELECT :month, :product", products: ["P1", "P2"])
        #expect(reading.reason("P2")?.contains("no connection to /nowhere/d") == true)
        #expect(reading.problems.count <= 2)
    }

    @Test func `passwords come from their place and are shown nowhere`() async throws {
        try await PostgresServer.with(Self.usage) { server in
            let folder = try TemporaryFolder()
            let good = try folder.write("good", PostgresServer.password + "\n")
            let bad = try folder.write("bad", "wr0ng-password\n")
            let reading = try await read(.inline(server.tcpDSN), Self.select) {
                $0.password = .file(good)
            }
            #expect(reading.subscriptions.count == 3)
            let whole = try folder.write(
                "dsn",
                "postgresql://vendor:\(PostgresServer.password)@127.0.0.1:\(server.port)/postgres")
            #expect(
                try await read(.kept(.file(whole)), Self.select).subscriptions.count == 3)
            let refused = try await read(.inline(server.tcpDSN), Self.select) {
                $0.password = .file(bad)
            }
            #expect(refused.reason()?.contains("password authentication failed") == true)
            #expect(!"\(refused)".contains("wr0ng-password"))
            let malformed = try folder.write("malformed", "password=s3cret-password =")
            let broken = try await read(.kept(.file(malformed)), Self.select)
            #expect(broken.reason()?.contains("is no connection string") == true)
            #expect(!"\(broken)".contains("s3cret-password"))
            #expect(throws: SourceConfigurationError.self) {
                try FetchedSource.postgres(
                    PostgresSourceConfiguration(
                        name: "m", dsn: .inline("host=h password=x"),
                        query: .inline("SELECT :month")))
            }
        }
    }

    @Test func `the server's certificate is verified, with the system's or with the given ones`()
        async throws
    {
        try await PostgresServer.with(Self.usage) { server in
            let folder = try TemporaryFolder()
            let password = try folder.write("password", PostgresServer.password)
            let dsn =
                "host=localhost hostaddr=127.0.0.1 port=\(server.port) dbname=postgres "
                + "user=vendor sslmode=verify-full"
            let trusted = try await read(.inline(dsn), Self.select) {
                $0.password = .file(password)
                $0.caFile = server.certificate
            }
            #expect(trusted.subscriptions.count == 3)
            // Its name is another one than the certificate's.
            let other = dsn.replacing("host=localhost", with: "host=db.example")
            let impostor = try await read(.inline(other), Self.select) {
                $0.password = .file(password)
                $0.caFile = server.certificate
            }
            #expect(impostor.reason()?.contains("does not match host name") == true)
            // Nobody signed it whom the system trusts.
            let unknown = try await read(
                .inline(dsn + " sslrootcert=/etc/ssl/certs/ca-certificates.crt"), Self.select
            ) { $0.password = .file(password) }
            #expect(unknown.reason()?.contains("certificate verify failed") == true)
        }
    }

    @Test func `its rows attest that the month is whole`() async throws {
        try await PostgresServer.with(Self.usage) { server in
            var reasons: [String?] = []
            for more in ["asset = 'AS-1'", "product = 'P1' ORDER BY id", "asset = 'AS-9'"] {
                let reading = try await read(
                    .inline(server.socketDSN), Self.select + " AND \(more)"
                ) {
                    $0.mapping.attested = RowCondition("v.final", .isOneOf(["true"]))
                    $0.emptyMeans = .zero
                }
                reasons.append(reading.reason())
            }
            #expect(
                reasons.prefix(2) == [
                    nil,
                    "postgres metering (2026-10):2: 'v.final' is 'false', expected 'true', so the "
                        + "usage is not complete yet",
                ])
            #expect(reasons[2]?.contains("no row whose 'v.final' could attest") == true)
        }
    }
}
