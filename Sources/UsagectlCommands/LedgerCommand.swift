import ArgumentParser

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Checks, copies and exports the ledger, the record of all that was done.",
        discussion: """
            The ledger is what keeps a month from being billed twice: back it up, and check the copy.

            usagectl ledger verify
            usagectl ledger backup /mnt/backup/usagectl.db
            """,
        subcommands: [
            LedgerVerifyCommand.self, LedgerHeadCommand.self, LedgerBackupCommand.self,
            LedgerExportCommand.self, LedgerPruneCommand.self,
        ])
}
