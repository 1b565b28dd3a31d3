import ArgumentParser
import ConnectAPI
import Ledger
import UsageModel

struct RevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke",
        abstract: "Takes approvals, acknowledgements, resends or assignments back.",
        discussion: """
            usagectl revoke CRD-00000-00000-00001/PRD-000-000-001/2026-10
            usagectl revoke UF-2026-10-0000-0001
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions
    @OptionGroup var person: PersonOptions

    @Argument(help: "Cells, usage files or subscriptions.")
    var subjects: [String]

    func run() async throws {
        try await CommandFailure.reporting {
            try await PersonalRecord.with(connection, clock) { ledger, clock in
                for subject in subjects {
                    for target in targets(subject) {
                        try await ledger.record(
                            revocation: Revocation(
                                target: target, by: person.name, at: clock.now, note: person.note))
                    }
                }
                Terminal.print("revoked for \(subjects.joined(separator: ", "))\n")
            }
        }
    }

    private func targets(_ subject: String) -> [Revocation.Target] {
        if let cell = Cell(subject) {
            return [.approvals(cell), .resend(cell), .acknowledgement(subject: subject)]
        }
        return [.acknowledgement(subject: subject), .assignment(UsageFileID(subject))]
    }
}
