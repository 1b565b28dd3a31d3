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
            usagectl ack UF-2026-03-0000-0001 --reason "settled by hand" --until 2026-12-31
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
                if let note = try await Self.note(on: subject, in: ledger) {
                    Terminal.complain(note)
                }
            }
        }
    }

    /// A word for somebody who has mistyped: nothing recorded names the subject. It is taken all
    /// the same, since a report shows a few examples of what belongs to nobody and no more.
    private static func note(on subject: String, in ledger: Ledger) async throws -> String? {
        guard let report = try await ledger.report(.latest) else { return nil }
        let names = report.acknowledgeableNames
        guard !names.contains(subject) else { return nil }
        let hint = NearestName.to(subject, among: names.sorted()).map {
            "; did you mean '\(PrintableText.of($0))'?"
        }
        return "note: the last report names no '\(PrintableText.of(subject))'\(hint ?? "")"
    }
}

extension DriftReport {
    /// What a report shows that a person may acknowledge.
    fileprivate var acknowledgeableNames: Set<String> {
        Set(cells.map(\.cell.description)).union(cells.flatMap { $0.files.map(\.id.text) })
            .union(unattributed.flatMap(\.examples)).union(findings.map(\.subject))
    }
}
