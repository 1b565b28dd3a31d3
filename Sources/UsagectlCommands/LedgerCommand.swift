import ArgumentParser

struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Checks, copies and exports the ledger, the record of all that was done.",
        subcommands: [
            LedgerVerifyCommand.self, LedgerHeadCommand.self, LedgerBackupCommand.self,
            LedgerExportCommand.self, LedgerPruneCommand.self,
        ])
}
