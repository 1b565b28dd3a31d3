import ArgumentParser
import Ledger
import UsageModel

struct LedgerExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes every entry as JSON, one a line.",
        discussion: """
            Each line has the entry's number, time, kind, subject and body, its hash and that of the \
            entry before it. A body that was removed when its retention had ended is null.

            usagectl ledger export > ledger.jsonl
            usagectl ledger export | jq 'select(.kind == "approval") | .body'
            """)

    @OptionGroup var options: LedgerOptions

    @Option(name: .shortAndLong, help: "jsonl.")
    var output: LedgerExportFormat = .jsonl

    func run() async throws {
        try await CommandFailure.reporting {
            let ledger = try options.open()
            var last: Int64 = 0
            while true {
                let page = try await ledger.entries(after: last, limit: 500)
                guard let end = page.last else { return }
                last = end.seq
                Terminal.print(try page.map { try LedgerLine($0).text + "\n" }.joined())
            }
        }
    }
}

enum LedgerExportFormat: String, CaseIterable, ExpressibleByArgument { case jsonl }

/// An entry as one line of JSON.
struct LedgerLine {
    let text: String

    /// The body is put in as it stands, for a reader that keeps its bytes can check its digest.
    init(_ entry: LedgerEntry) throws {
        let fields: [(String, String)] = [
            ("seq", "\(entry.seq)"), ("at", try Self.quoted(entry.at.description)),
            ("kind", try Self.quoted(entry.kind.rawValue)),
            ("subject", try Self.quoted(entry.subject)),
            ("previous", try Self.quoted(entry.previous)), ("hash", try Self.quoted(entry.hash)),
            ("body", entry.isPruned ? "null" : JSONRendering.escaped(entry.body)),
        ]
        text = "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
    }

    private static func quoted(_ text: String) throws -> String {
        try JSONRendering.compact(text)
    }
}
