import ArgumentParser
import ConnectAPI
import Controller

struct BaselineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline",
        abstract: "Accepts what Connect shows now as the state from which changes are judged.",
        discussion: """
            For the day on which the number of contracts fell for good, or endpoint or key changed: the \
            ledger takes over what is configured and observed. Writes nothing to Connect.

            usagectl baseline --confirm
            """)

    @OptionGroup var connection: ConnectionOptions

    @Flag(name: .long, help: "Really do it.")
    var confirm = false

    @Option(name: .long, help: "Who says so.")
    var by: String?

    func run() async throws {
        try await CommandFailure.reporting {
            guard confirm else {
                throw CommandFailure.usage(
                    "nothing was changed, expected --confirm to accept what Connect shows now")
            }
            let clock = try ClockOptions.parse([])
            try await Session.with(connection, clock: clock, ledger: .rebind) { session in
                let contracts = try await session.client.contracts()
                if let problem = contracts.problem { throw CommandFailure.unproven(problem) }
                let person = by ?? Terminal.environment["USER"] ?? "unknown"
                try await session.record.baseline(
                    contracts: contracts.rows.count, by: person, at: session.clock.now)
                Terminal.print("baseline: \(contracts.rows.count) contracts\n")
            }
        }
    }
}
