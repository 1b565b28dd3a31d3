import ArgumentParser
import Ledger
import UsageModel

struct LedgerHeadCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "head",
        abstract: "Prints the hash of the last entry, to be kept elsewhere.",
        discussion: """
            Whoever keeps it can find later with 'usagectl ledger verify --head' whether entries were \
            cut off or replaced.

            usagectl ledger head
            usagectl ledger head -o json
            """)

    @OptionGroup var options: LedgerOptions

    @Option(name: .shortAndLong, help: "text or json.")
    var output: LedgerOutput = .text

    func run() async throws {
        try await CommandFailure.reporting {
            let place = try await options.open().place
            switch output {
            case .text: Terminal.print(place.head + "\n")
            case .json: Terminal.print(try JSONRendering.render(place))
            }
        }
    }
}
