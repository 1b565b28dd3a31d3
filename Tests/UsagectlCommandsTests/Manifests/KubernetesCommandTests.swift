import ConnectSimulator
import Foundation
import TestSupport
import Testing
import UsageModel

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What the pods of the overlays start, started for real against a served simulator.
@Suite(.enabled { await RenderedManifests.isPossible }, .timeLimit(.minutes(5)))
struct KubernetesCommandTests {
    private static let token = "0123456789abcdef0123456789abcdef"

    /// Puts the overlay's configuration into the bench's folder, with the bench's places.
    static func configure(
        _ bench: CommandBench, with rendered: RenderedManifests, port: Int = 0
    ) throws -> [String] {
        let folder = bench.folder
        for (name, text) in try rendered.configuration() {
            let placed =
                text.replacing("https://api.connect.cloudblue.com/public/v1", with: bench.endpoint)
                .replacing("/run/secrets/usagectl", with: folder)
                .replacing("/var/lib/usagectl/usage/", with: "\(folder)/")
                .replacing("/var/lib/usagectl", with: folder)
                .replacing("0.0.0.0:8080", with: "0.0.0.0:\(port)")
            try bench.write(placed, to: name)
        }
        try bench.write(CommandBench.apiKey, to: "connect-api-key")
        try bench.write(token, to: "status-token")
        let arguments = try #require(try rendered.container()["args"] as? [String])
        return arguments.map { $0.replacing("/etc/usagectl", with: folder) }
    }

    private func status(_ path: String, _ port: Int, token: String? = nil) async throws -> Int {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)")))
        if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
        let (_, response) = try await URLSession.shared.data(for: request)
        return (response as? HTTPURLResponse)?.statusCode ?? 0
    }

    @Test func `the probes of a pod are answered, its pages only with the token`() async throws {
        let rendered = try await RenderedManifests.render("observe")
        let container = try rendered.container()
        let port = try await FreePort.any()
        try await CommandBench.with { bench in
            let arguments = try Self.configure(bench, with: rendered, port: port)
            #expect(arguments.first == "run")
            let (requests, meet) = CommandBench.requests()
            await bench.host.beforeEach(meet)
            let command = try await RunningCommand.start(
                arguments + ["--as-of", CommandBench.now.description], in: bench.folder)
            for _ in 1...2 {
                try await requests.wait(for: "GET /contracts")
                command.send(SIGHUP)
            }
            for probe in ["startupProbe", "livenessProbe", "readinessProbe"] {
                let path = RenderedManifests.value(container, probe, "httpGet", "path") as? String
                #expect(try await status(path ?? "none", port) == 200, "\(probe)")
            }
            #expect(try await status("/metrics", port) == 401)
            #expect(try await status("/metrics", port, token: Self.token) == 200)
            command.send(SIGTERM)
            #expect(try await command.end().code == 143)
            #expect(await bench.writes.isEmpty)
        }
    }

    @Test func `drift does not fail a job, an observation that is not proven does`() async throws {
        let rendered = try await RenderedManifests.render("cronjob")
        try await CommandBench.with(SimulatedAccount(contracts: 3)) { bench in
            let arguments =
                try Self.configure(bench, with: rendered) + [
                    "--as-of", CommandBench.now.description,
                ]
            #expect(arguments.first == "reconcile")
            let held = try await CommandRun.usagectl(arguments, in: bench.folder)
            #expect(held.code == 0, "\(held.errors)")
            let summary = try held.json()["summary"] as? [String: Any]
            #expect(summary?["held"] as? Int == 3)
            await bench.loseContract()
            let unproven = try await CommandRun.usagectl(arguments, in: bench.folder)
            #expect(unproven.code == 4)
        }
    }
}
