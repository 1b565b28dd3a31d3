import StatusServer
import TestSupport
import Testing

struct LiveServerTests {
    @Test(.enabled(if: Program.isNeeded("curl")))
    func `a server that listens answers over the network, and only to its own names`() async throws
    {
        let curl = try #require(Program.find(["curl"]))
        try await LivePages.withRunning { port in
            let url = "http://127.0.0.1:\(port)/"
            let ok = try await Program.run(curl, ["-s", "-i", url])
            #expect(ok.text.hasPrefix("HTTP/1.1 200 OK"))
            #expect(ok.text.contains("Northern Clouds GmbH"))
            let foreign = try await Program.run(
                curl, ["-s", "-i", "-H", "Host: evil.example", url])
            #expect(foreign.text.hasPrefix("HTTP/1.1 421"))
            #expect(!foreign.text.contains("Northern Clouds GmbH"))
            let dots = try await Program.run(
                curl, ["-s", "-i", "--path-as-is", url + "cells/../../etc"])
            #expect(dots.text.hasPrefix("HTTP/1.1 400"))
        }
    }

    @Test func `an address that is taken is named`() async throws {
        try await LivePages.withRunning { port in
            let listen = "127.0.0.1:\(port)"
            let address = try #require(StatusAddress(listen))
            let second = StatusServer(
                configuration: try await ServedPages.configuration(listen, token: nil),
                record: FixedRecord(),
                loop: LoopStatus(start: SampleWorld.now, interval: .seconds(900)),
                metrics: PrometheusRegistry(), version: "1", logger: ServedPages.quiet,
                now: { SampleWorld.now })
            await #expect(
                throws: StatusConfigurationError.cannotListen(
                    address, reason: "the address is in use")
            ) { try await second.run() }
        }
    }
}
