import ArgumentParser
import Foundation
import Reconciliation
import StatusServer
import UsageModel

struct ReportExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes a recorded report for others: one file, or one for each distributor.",
        discussion: """
            Every cell is in it, those in sync too. A distributor's report holds that distributor's \
            cells and nothing of others: no unattributed usage, no findings.

            usagectl report export -o html --out report.html
            usagectl report export latest -o csv --provider PA-000-001 > cells.csv
            usagectl report export -o html --per-provider reports/
            """)

    @OptionGroup var connection: ConnectionOptions

    @Option(name: .shortAndLong, help: "html, csv, markdown or json.")
    var output: ReportExportFormat = .html

    @Option(
        name: .long, help: "What was known at this time, RFC 3339, in place of an id.",
        transform: CommandLineValue.timestamp)
    var asOf: TimestampArgument?

    @Option(name: .long, help: "Only this distributor's cells, by its id.")
    var provider: String?

    @Option(name: .long, help: "The file to write; stdout if left out.", completion: .file())
    var out: String?

    @Option(
        name: .long, help: "A folder that gets one file for each distributor.",
        completion: .directory)
    var perProvider: String?

    @Argument(help: "The report's id, or latest.")
    var id = "latest"

    func validate() throws {
        if perProvider != nil, out != nil || provider != nil {
            throw ValidationError(
                "--per-provider writes a file for each distributor, expected neither --out nor "
                    + "--provider beside it")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let report = try await RecordedReports(connection).report(id, asOf: asOf?.value)
            if let perProvider { return try export(report, into: perProvider) }
            let text = try render(try part(of: report))
            guard let out else { return Terminal.print(text) }
            try write(text, to: out)
        }
    }

    private func part(of report: DriftReport) throws -> DriftReport {
        guard let provider else { return report }
        let known = report.providers.map(\.id.text)
        guard known.contains(provider) else {
            throw CommandFailure.failed(
                "the report has no cell of '\(PrintableText.of(provider))', expected one of: "
                    + (known.isEmpty ? "none is known" : known.joined(separator: ", ")))
        }
        return report.part(of: AccountID(provider))
    }

    private func export(_ report: DriftReport, into folder: String) throws {
        let providers = report.providers
        guard !providers.isEmpty else {
            throw CommandFailure.failed("the report names no distributor")
        }
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw CommandFailure.failed("the folder '\(folder)' cannot be made")
        }
        for provider in providers {
            // An id of the server must not lead out of the folder.
            let name = provider.id.text.replacing("/", with: "_")
            let path = "\(folder)/\(report.id)-\(name).\(output.suffix)"
            try write(try render(report.part(of: provider.id)), to: path)
        }
        Terminal.complain("wrote \(CellWords.counted(providers.count, "file")) to '\(folder)'")
    }

    private func render(_ report: DriftReport) throws -> String {
        try ReportRenderer(style: RenderingStyle(showsAll: true)).render(report, as: output.format)
    }

    private func write(_ text: String, to path: String) throws {
        do {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
        } catch {
            throw CommandFailure.failed(
                "'\(PrintableText.of(path))' cannot be written, expected a writable place")
        }
    }
}

/// The forms in which a report leaves the house.
enum ReportExportFormat: String, CaseIterable, ExpressibleByArgument {
    case html, csv, markdown, json

    var format: OutputFormat {
        switch self {
        case .html: .html
        case .csv: .csv
        case .markdown: .markdown
        case .json: .json
        }
    }

    var suffix: String { self == .markdown ? "md" : rawValue }
}
