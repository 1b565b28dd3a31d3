import ArgumentParser
import Ledger
import StatusServer
import UsageModel

struct LedgerVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks the ledger's chain and names the first entry that is not as written.",
        discussion: """
            Every entry's hash is over its own columns and the hash before it, so that an altered, \
            removed or moved entry is found. Entries cut off the end leave no trace in the file: give \
            a head that was kept elsewhere, of an old report for instance, and it must still be there.

            Exit codes: 0 sound, 1 not.

            usagectl ledger verify
            usagectl ledger verify --head "$(jq -r .ledger.head report-2026-10.json)"
            usagectl ledger verify --ledger /mnt/backup/usagectl.db -o json
            """)

    @OptionGroup var options: LedgerOptions

    @Option(name: .long, help: "A head that the ledger once had, 64 hexadecimal digits.")
    var head: String?

    @Option(name: .shortAndLong, help: "text or json.")
    var output: LedgerOutput = .text

    func validate() throws {
        guard let head else { return }
        guard head.count == 64, head.allSatisfy(\.isHexDigit) else {
            throw ValidationError(
                "--head '\(PrintableText.of(head))' is no head, expected 64 hexadecimal digits")
        }
    }

    func run() async throws {
        try await CommandFailure.reporting {
            let ledger = try options.open()
            let answer = LedgerAnswer(try await ledger.verify(head: head), path: ledger.path)
            switch output {
            case .text: Terminal.print(answer.text)
            case .json: Terminal.print(try JSONRendering.render(answer))
            }
            if !answer.sound { throw ExitCode.error }
        }
    }
}

/// What a check of the ledger found, for a person or as JSON.
struct LedgerAnswer: Encodable {
    var path: String
    var sound: Bool
    var entries: Int
    /// Entries whose bodies were removed when their retention had ended.
    var pruned: Int
    var head: String
    /// The first is what to look at first.
    var problems: [String]

    init(_ verification: LedgerVerification, path: String) {
        self.path = path
        sound = verification.isSound
        entries = verification.entries
        pruned = verification.pruned
        head = verification.head
        problems = verification.problems.map { PrintableText.of("\($0)") }
    }

    var text: String {
        let kept = pruned == 0 ? "" : ", \(pruned) of them without bodies after their retention"
        let lines =
            ["\(CellWords.counted(entries, "entry", "entries"))\(kept)", "head \(head)"]
            + (sound ? ["sound"] : ["NOT SOUND"]) + problems.map { "  \($0)" }
        return lines.joined(separator: "\n") + "\n"
    }
}
