import ArgumentParser
import ConnectAPI
import Ledger
import UsageModel

struct AssignCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "assign",
        abstract: "Says which cell a usage file belongs to that does not say so itself.",
        discussion: """
            usagectl assign UF-2026-03-0000-0001 \\
              CRD-00000-00000-00001/PRD-000-000-001/2026-02
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions
    @OptionGroup var person: PersonOptions

    @Argument(help: "The usage file.")
    var file: String

    @Argument(help: "CONTRACT/PRODUCT/YYYY-MM", transform: CommandLineValue.cell)
    var cell: CellArgument

    func run() async throws {
        try await CommandFailure.reporting {
            try await PersonalRecord.with(connection, clock) { ledger, clock in
                try await ledger.record(
                    assignment: Assignment(
                        file: UsageFileID(file), cell: cell.cell, by: person.name, at: clock.now,
                        note: person.note))
                Terminal.print(
                    "'\(PrintableText.of(file))' belongs to '\(cell.cell)', if Connect has it under "
                        + "that contract and product\n")
            }
        }
    }
}
