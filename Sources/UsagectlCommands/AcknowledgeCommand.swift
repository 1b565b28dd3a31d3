import ArgumentParser
import ConnectAPI
import Ledger
import UsageModel

struct AcknowledgeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ack",
        abstract: "Says that something held is known: out of exit code 3, never out of the report.",
        discussion: """
            usagectl ack AS-0000-0000-0000 --reason "test account" --until 2027-01-01
            usagectl ack CRD-00000-00000-00001/PRD-000-000-001/2026-03 --reason "settled by hand" \
            --until 2026-12-31
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions
    @OptionGroup var person: PersonOptions

    @Option(name: .long, help: "Why it needs nobody.")
    var reason: String

    @Option(
        name: .long, help: "The date or time at which it counts again.",
        transform: CommandLineValue.timestamp)
    var until: TimestampArgument

    @Argument(help: "A cell, a usage file or a subscription.")
    var subject: String

    func validate() throws {
        if reason.isEmpty {
            throw ValidationError("--reason is empty, expected why it needs nobody")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let now = OffsetClock.starting(at: clock.asOf?.value).now
            guard until.value > now else {
                throw CommandFailure.usage(
                    "--until \(until.value) is over, expected a time after \(now)")
            }
            try await PersonalRecord.with(connection, clock) { ledger, clock in
                try await ledger.record(
                    acknowledgement: Acknowledgement(
                        subject: subject, reason: reason, by: person.name, at: clock.now,
                        until: until.value))
                Terminal.print("acknowledged \(PrintableText.of(subject)) until \(until.value)\n")
            }
        }
    }
}
