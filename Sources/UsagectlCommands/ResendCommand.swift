import ArgumentParser
import ConnectAPI
import Ledger
import UsageModel

struct ResendCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resend",
        abstract: "Has a rejected, invalid or deleted file sent again by the next reconcile.",
        discussion: "usagectl resend CRD-00000-00000-00001/PRD-000-000-001/2026-10")

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions
    @OptionGroup var person: PersonOptions

    @Argument(help: "CONTRACT/PRODUCT/YYYY-MM", transform: CommandLineValue.cell)
    var cell: CellArgument

    func run() async throws {
        try await CommandFailure.reporting {
            try await PersonalRecord.with(connection, clock) { ledger, clock in
                try await ledger.record(
                    resend: ResendRequest(
                        cell: cell.cell, by: person.name, at: clock.now, note: person.note))
                Terminal.print(
                    "the next reconcile sends '\(cell.cell)' again, if its file is rejected, invalid, "
                        + "deleted or lacks records\n")
            }
        }
    }
}
