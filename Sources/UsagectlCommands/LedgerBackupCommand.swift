import ArgumentParser
import Ledger
import StatusServer
import UsageModel

struct LedgerBackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copies the ledger, also beside a running writer, and checks the copy.",
        discussion: """
            The copy is one file, consistent, and has its name only once it is whole and sound. A file \
            that is there is never overwritten. Copying the file by other means beside a running \
            writer may leave its last entries behind.

            usagectl ledger backup /mnt/backup/usagectl-2026-11-05.db
            """)

    @OptionGroup var options: LedgerOptions

    @Argument(help: "The file to make.", completion: .file())
    var file: String

    func run() async throws {
        try await CommandFailure.reporting {
            let verified = try await options.open().backUp(to: file)
            Terminal.print(
                "copied \(CellWords.counted(verified.entries, "entry", "entries")) to "
                    + "'\(PrintableText.of(file))'\nhead \(verified.head)\n")
        }
    }
}
