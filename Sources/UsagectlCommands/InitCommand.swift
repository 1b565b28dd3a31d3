import ArgumentParser
import Controller
import Foundation
import Policy
import Reconciliation
import UsageModel

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Writes a commented configuration and a first policy that only observe.",
        discussion: """
            Asks for what no flag says where it stands at a terminal, and takes the defaults where it \
            does not. Looks at the account first, so that a wrong key is known before the first diff; \
            --no-probe leaves that out. Never overwrites a file.

            What it writes observes: 'spec.writes: observe', owed from the month that closed last, and \
            the first file of each contract and product waits for a person.

            usagectl init
            usagectl init --name production --api-key-file secrets/connect-api-key \\
              --usage 'usage/usage-{month}.csv'
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions

    @Option(name: .long, help: "The installation's name, part of the marker on its files.")
    var name: String?

    @Option(
        name: .long, help: "Where the vendor's usage lies; {month} and {product} are filled in.")
    var usage: String?

    @Option(name: .long, help: "The first month that is owed, such as 2026-10.")
    var since: String?

    @Flag(name: .long, help: "Writes without looking at the account.")
    var noProbe = false

    func run() async throws {
        try await CommandFailure.reporting {
            let environment = Terminal.environment
            let now = OffsetClock.starting(at: clock.asOf?.value).now
            let files = InitFiles(
                configuration: SessionSetup.configurationPath(connection, environment: environment))
            try files.refuseToOverwrite()
            let interview = Interview.standard
            let answers = try answers(interview, environment: environment, at: now)
            if !noProbe {
                let probe = AccountProbe(
                    answers: answers, options: connection, environment: environment)
                Terminal.complain(try await probe.look())
            }
            try files.write(answers)
            Terminal.print(files.closing(namesKeyFile: answers.keyFile != nil))
        }
    }

    /// Flags first, then a person's answers, then defaults.
    private func answers(
        _ interview: Interview, environment: [String: String], at now: Timestamp
    ) throws -> InitAnswers {
        let lastClosed = MonthClock(MonthRules()).lastClosed(at: now)
        let hasKey = environment["CONNECT_API_KEY"].nonEmpty != nil
        let keyFile =
            try connection.apiKeyFile
            ?? environment["CONNECT_API_KEY_FILE"].nonEmpty
            ?? (hasKey
                ? nil
                : interview.ask(
                    "A file that holds the API key", default: "secrets/connect-api-key"))
        return InitAnswers(
            identity: try InitAnswers.identity(
                name
                    ?? interview.ask(
                        "A name for this installation, part of the marker on its files; for good",
                        default: "production")),
            endpoint: try connection.endpoint ?? environment["CONNECT_ENDPOINT"].nonEmpty
                ?? interview.ask(
                    "Connect's base address", default: SessionSetup.defaultEndpoint),
            keyFile: keyFile,
            usage: try usage
                ?? interview.ask(
                    "Where your usage lies; {month} is filled in",
                    default: "usage/usage-{month}.csv"),
            since: try InitAnswers.month(
                since
                    ?? interview.ask(
                        "The first month that is owed", default: lastClosed.description)))
    }
}
