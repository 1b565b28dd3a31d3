import Foundation
import TestSupport
import Testing
import UsageModel

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What `usagectl run` shows of itself while it runs.
@Suite(.timeLimit(.minutes(5)))
struct RunStatusTests {
    private func get(_ path: String, _ port: Int) async throws -> String {
        let url = try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))
        let (data, _) = try await URLSession.shared.data(from: url)
        return String(decoding: data, as: UTF8.self)
    }

    @Test func `a run shows its cells, its health and its metrics`() async throws {
        try await CommandBench.with { bench in
            let port = try await FreePort.any()
            try bench.configure(
                status: "127.0.0.1:\(port)", more: "  loop: {interval: 1h}")
            let (requests, meet) = CommandBench.requests()
            let end = try await bench.running(meet: meet) { command in
                // The third cycle begins after the second one was recorded.
                for _ in 1...2 {
                    try await requests.wait(for: "GET /contracts")
                    command.send(SIGHUP)
                }
                try await requests.wait(for: "GET /contracts")
                #expect(try await get("/healthz", port) == "ok\n")
                #expect(try await get("/readyz", port) == "ok\n")
                #expect(try await get("/", port).contains(bench.cell.contract.text))
                let metrics = try await get("/metrics", port)
                #expect(
                    metrics.contains(
                        "usagectl_api_requests_total{code=\"200\",operation=\"listContracts\"}"))
                #expect(metrics.contains("usagectl_cells{state=\"inSync\"} 1\n"))
                #expect(metrics.contains("usagectl_reconcile_total{result="))
                #expect(try await get("/policies", port).contains("usagectl.yaml"))
            }
            #expect(end.code == 143)
        }
    }

    @Test func `an address for all the world needs a token`() async throws {
        try await CommandBench.with { bench in
            try bench.configure(status: "0.0.0.0:0")
            let run = try await bench.run("run")
            #expect(run.code == 64)
            #expect(run.errors.contains("there is no spec.status.tokenFile"))
        }
    }
}
