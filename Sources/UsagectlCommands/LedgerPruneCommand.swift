import ArgumentParser
import Controller
import Ledger
import StatusServer
import UsageModel

struct LedgerPruneCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prune",
        abstract: "Removes what is older than spec.retention; the chain still verifies.",
        discussion: """
            Reports, policies and archived workbooks from before then go. Entries stay with the \
            digests of their bodies, and one more entry says what was done. Writes, observations and \
            the acts of people are never removed: they keep a month from being billed twice.

            usagectl ledger prune
            """)

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try await CommandFailure.reporting {
            let configuration = try SessionSetup.load(
                connection, environment: Terminal.environment
            ).configuration
            let now = OffsetClock.starting(at: nil).now
            let ledger: Ledger
            do throws(LedgerError) {
                ledger = try Ledger.open(
                    path: configuration.ledger, binding: nil, mode: .exclusive, at: now)
            } catch {
                throw CommandFailure.failed("\(error)")
            }
            let pruning = RetentionRule(configuration)
            let done = try await ledger.closing { try await pruning.apply(to: ledger, at: now) }
            Terminal.print(
                "removed the bodies of \(CellWords.counted(done.entries, "entry", "entries")) and "
                    + "\(CellWords.counted(done.files, "file")) of the archive\n")
        }
    }
}
