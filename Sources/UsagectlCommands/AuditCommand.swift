import ArgumentParser
import Controller
import Ledger
import UsageModel

struct AuditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Proves of one cell who was billed what, from which rows, by whose leave.",
        discussion: """
            From the ledger and the archive alone; neither a key nor the network is needed. The \
            archived workbook is read again and held against what the ledger says was sent, and the \
            ledger's chain is checked.

            Exit codes: 0 everything is proven, 1 something is not, and is named.

            usagectl audit CRD-00000-00000-00001/PRD-000-000-001/2026-10
            usagectl audit CRD-00000-00000-00001/PRD-000-000-001/2026-10 -o json
            """)

    @OptionGroup var connection: ConnectionOptions

    @Option(name: .shortAndLong, help: "text or json.")
    var output: LedgerOutput = .text

    @Argument(help: "CONTRACT/PRODUCT/YYYY-MM", transform: CommandLineValue.cell)
    var cell: CellArgument

    func run() async throws {
        try await CommandFailure.reporting {
            let configuration = try SessionSetup.load(
                connection, environment: Terminal.environment
            ).configuration
            let ledger: Ledger
            do throws(LedgerError) {
                ledger = try Ledger.open(
                    path: configuration.ledger, binding: nil, mode: .readOnly,
                    at: Timestamp(seconds: 0))
            } catch {
                throw CommandFailure.failed("\(error)")
            }
            let audit = try await Audit.make(
                of: cell.cell, ledger: ledger,
                archive: configuration.archive.map { Archive(folder: $0) })
            switch output {
            case .text: Terminal.print(AuditText(audit).text)
            case .json: Terminal.print(try JSONRendering.render(audit))
            }
            if !audit.proven { throw ExitCode.error }
        }
    }
}
