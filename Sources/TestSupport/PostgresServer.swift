import Foundation
import Programs

/// A PostgreSQL server of a test's own, from the system's packages.
package struct PostgresServer: Sendable {
    /// The superuser's password, asked over TCP only.
    package static let password = "s3cret-password"

    package let folder: String
    package let port: Int
    private let programs: String

    /// A connection through the socket, where no password is asked.
    package var socketDSN: String { "host=\(folder) port=\(port) dbname=postgres user=vendor" }
    /// A connection over TCP, where one is.
    package var tcpDSN: String { "host=127.0.0.1 port=\(port) dbname=postgres user=vendor" }
    /// The certificate of the server, which it signed itself for `localhost`.
    package var certificate: String { "\(folder)/server.crt" }

    package struct Missing: Error, CustomStringConvertible {
        package let description: String
    }

    /// Runs a server for the time of `body`.
    ///
    /// - Parameter sql: what it is filled with.
    package static func with(_ sql: String = "", _ body: (PostgresServer) async throws -> Void)
        async throws
    {
        // Sockets have short paths, and the server's user must be able to get there.
        let folder = "/tmp/usagectl-pg-\(UUID().uuidString.prefix(8))"
        let server = PostgresServer(
            folder: folder, port: try await FreePort.any(), programs: try programs())
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try await server.start()
        do {
            if !sql.isEmpty { try await server.sql(sql) }
            try await body(server)
        } catch {
            try await server.stop()
            throw error
        }
        try await server.stop()
    }

    /// The folder of Debian's newest server.
    private static func programs() throws -> String {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let newest = versions.compactMap { Int($0) }.max()
        guard let newest, FileManager.default.fileExists(atPath: "\(root)/\(newest)/bin/initdb")
        else {
            throw Missing(
                description: "no PostgreSQL server in \(root); scripts/setup --tests installs it")
        }
        return "\(root)/\(newest)/bin"
    }

    private func start() async throws {
        try Self.password.write(
            toFile: "\(folder)/password", atomically: true, encoding: .utf8)
        try await run(
            "openssl",
            [
                "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
                "/CN=localhost", "-keyout", "\(folder)/server.key", "-out", certificate,
            ], asServer: false)
        // The server refuses to be root, and its key must be its own.
        if getuid() == 0 {
            try await run("chown", ["-R", "postgres:postgres", folder], asServer: false)
        }
        try await run(
            "\(programs)/initdb",
            [
                "-D", data, "-U", "vendor", "--no-sync", "--auth-local=trust",
                "--auth-host=scram-sha-256", "--pwfile=\(folder)/password", "--encoding=UTF8",
                "--locale=C",
            ])
        let options = [
            "-k \(folder)", "-p \(port)", "-c listen_addresses=127.0.0.1", "-c fsync=off",
            "-c ssl=on", "-c ssl_cert_file=\(certificate)", "-c ssl_key_file=\(folder)/server.key",
        ]
        try await run(
            "\(programs)/pg_ctl",
            [
                "-D", data, "-w", "-l", "\(folder)/log", "-o", options.joined(separator: " "),
                "start",
            ], endsChildren: false)
    }

    private func stop() async throws {
        try await run("\(programs)/pg_ctl", ["-D", data, "-m", "immediate", "-w", "stop"])
    }

    private var data: String { "\(folder)/data" }

    /// Carries statements out as the superuser and returns what they print.
    ///
    /// - Parameter input: what `COPY FROM STDIN` reads.
    @discardableResult
    package func sql(_ statements: String, input: String = "") async throws -> String {
        let output = "\(folder)/sql-\(UUID().uuidString)"
        try await run(
            "\(programs)/psql",
            [
                "-qtAX", "-v", "ON_ERROR_STOP=1", "-d", socketDSN, "-o", output, "-c", statements,
            ], asServer: false, input: input)
        return try String(contentsOfFile: output, encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Stops or continues the process that accepts connections.
    package func signal(_ number: Int32) throws {
        let text = try String(contentsOfFile: "\(data)/postmaster.pid", encoding: .utf8)
        guard let process = pid_t(text.split(separator: "\n").first ?? ""),
            kill(process, number) == 0
        else { throw Missing(description: "the server is gone") }
    }

    /// - Parameter asServer: whether it runs as the server's user.
    private func run(
        _ program: String, _ arguments: [String], asServer: Bool = true, input: String = "",
        endsChildren: Bool = true
    ) async throws {
        let words =
            asServer && getuid() == 0
            ? [
                "setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", program,
            ] + arguments
            : [program] + arguments
        let runner = ProgramRunner(timeLimit: .seconds(120)) {
            try await ContinuousClock().sleep(for: $0)
        }
        let end = try await runner.run(
            ProgramCall(
                program: words[0], arguments: Array(words.dropFirst()),
                environment: ["PATH": "/usr/bin:/bin:/usr/sbin", "LC_ALL": "C"], folder: "/tmp",
                input: Array(input.utf8), endsChildren: endsChildren))
        guard end.way == .exited(code: 0) else {
            throw Missing(description: "\(program) failed: \(end.way) \(end.complaint)")
        }
    }
}
