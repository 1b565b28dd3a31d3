import Foundation
import TestSupport
import Testing

@testable import UsagectlCommands

/// The health check that a container has without a shell.
@Suite(.timeLimit(.minutes(5)))
struct HealthCommandTests {
    @Test(arguments: [
        ("127.0.0.1:8080", "http://127.0.0.1:8080/healthz"),
        ("0.0.0.0:8080", "http://127.0.0.1:8080/healthz"),
        ("[::]:9", "http://[::1]:9/healthz"),
        ("[fd00::1]:80", "http://[fd00::1]:80/healthz"),
        ("localhost:80", "http://localhost:80/healthz"),
    ])
    func `the address that is asked is one of this machine`(_ listen: String, _ url: String) throws
    {
        #expect(try HealthQuestion(listen, ready: false).url == url)
    }

    @Test func `a port that is not fixed cannot be asked`() {
        #expect(throws: CommandFailure.self) {
            try HealthQuestion("127.0.0.1:0", ready: false)
        }
    }

    @Test func `a run that is well is 0, one that is gone is 1`() async throws {
        try await CommandBench.with { bench in
            let port = try await FreePort.any()
            try bench.configure(status: "127.0.0.1:\(port)", more: "  loop: {interval: 1h}")
            let (requests, meet) = CommandBench.requests()
            try await bench.running(meet: meet) { command in
                for _ in 1...2 {
                    try await requests.wait(for: "GET /contracts")
                    command.send(SIGHUP)
                }
                let alive = try await bench.plain("health")
                #expect(alive.code == 0 && alive.output == "ok\n", "\(alive.errors)")
                #expect(try await bench.plain("health", "--ready").code == 0)
                // A run goes on under the last policies that were right.
                try bench.configure(
                    status: "127.0.0.1:\(port)", more: "  loop: {interval: 1h}",
                    policy: "months: {sinc: 2026-10}")
                #expect(try await bench.plain("health").code == 0)
            }
            let gone = try await bench.plain("health")
            #expect(gone.code == 1)
            #expect(gone.errors.contains("connection refused"))
        }
    }
}
