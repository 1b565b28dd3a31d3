import ArgumentParser
import ConnectAPI
import Controller
import Foundation
import StatusServer
import UsageModel

struct HealthCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "health",
        abstract: "Asks the status server of a run on this machine whether it is well.",
        discussion: """
            For orchestrators that start a command instead of a request, as a container's health check \
            does. Asks the address of 'spec.status.listen' for /healthz, or for /readyz; neither needs \
            the token.

            Exit codes: 0 well, 1 not, or nobody answers.

            usagectl health
            usagectl health --ready --config /etc/usagectl/usagectl.yaml
            """)

    @OptionGroup var connection: ConnectionOptions

    @Flag(name: .long, help: "Asks whether a first observation is proven, not only for life.")
    var ready = false

    func run() async throws {
        try await CommandFailure.reporting {
            let url = try HealthQuestion(try statusListen(), ready: ready).url
            let answer = try await AsyncHTTPTransport.withTransport(connections: 1) { transport in
                try await transport.send(HTTPCall(method: .get, url: url, timeout: .seconds(5)))
            }
            let body = String(decoding: answer.body.prefix(2000), as: UTF8.self)
            let text = PrintableText.of(body.trimmingCharacters(in: .whitespacesAndNewlines))
            guard answer.isSuccess else {
                throw CommandFailure.failed("\(url) answers \(answer.status): \(text)")
            }
            Terminal.print("\(text)\n")
        }
    }
}

extension HealthCommand {
    /// Where the configuration lets a run be asked. A mistake in a policy, under which a run goes on
    /// by what was right before, is not this command's business.
    private func statusListen() throws -> String {
        let place = PolicyConfiguration(connection, environment: Terminal.environment)
        if let absence = place.absence { throw CommandFailure.configuration([absence]) }
        let loaded = ConfigurationLoader.load(path: place.path)
        guard let controller = loaded.controller else {
            throw CommandFailure.configuration(loaded.diagnostics)
        }
        return controller.statusListen
    }
}

/// What is asked of a status server on this machine.
struct HealthQuestion {
    let url: String

    /// - Parameter listen: `spec.status.listen`; of every address of the machine, loopback is asked.
    init(_ listen: String, ready: Bool) throws {
        guard let address = StatusAddress(listen), address.port != 0 else {
            throw CommandFailure.usage(
                "spec.status.listen is '\(listen)', expected an address with a fixed port such as "
                    + "127.0.0.1:8080")
        }
        let host: String
        switch address.host {
        case "0.0.0.0": host = "127.0.0.1"
        case "::": host = "[::1]"
        default: host = address.host.contains(":") ? "[\(address.host)]" : address.host
        }
        url = "http://\(host):\(address.port)/\(ready ? "readyz" : "healthz")"
    }
}
