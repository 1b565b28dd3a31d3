import ArgumentParser
import UsageModel

struct ReportShadowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shadow",
        abstract: "What would have been sent, against what others sent; before going live.",
        discussion: """
            With writes: observe, run compares once a day, item by item, what it would send with what \
            the files of others hold on Connect. This shows the latest comparison of each cell and for \
            how many days its verdict has been the same; nothing is asked of Connect.

            usagectl report shadow
            usagectl report shadow -o json
            """)

    @OptionGroup var connection: ConnectionOptions

    @Option(name: .long, help: "How many daily comparisons to look back.")
    var limit = 31

    @Option(name: .shortAndLong, help: "table, json or yaml.")
    var output: PlainOutput = .table

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit is at least 1") }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let comparison = try await RecordedReports(connection).shadow(limit: limit)
            switch output {
            case .json: Terminal.print(try JSONRendering.render(comparison))
            case .yaml: Terminal.print(try YAMLRendering.render(comparison))
            case .table: Terminal.print(comparison.text)
            }
        }
    }
}
