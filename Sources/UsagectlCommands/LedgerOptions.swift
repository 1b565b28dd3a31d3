import ArgumentParser
import Controller
import Ledger
import UsageModel

/// Which ledger a command looks at: the configured one, or a copy of it.
struct LedgerOptions: ParsableArguments {
    @OptionGroup var connection: ConnectionOptions

    @Option(
        name: .long, help: "Another ledger file than the configured one, a backup for instance.",
        completion: .file())
    var ledger: String?

    /// Opens it beside whatever writes; neither a key nor the network is needed.
    func open(_ mode: LedgerMode = .readOnly) throws -> Ledger {
        let path = try path
        do throws(LedgerError) {
            return try Ledger.open(
                path: path, binding: nil, mode: mode, at: Timestamp(seconds: 0))
        } catch {
            throw CommandFailure.failed("\(error)")
        }
    }

    var path: String {
        get throws {
            if let ledger { return ledger }
            return try SessionSetup.load(connection, environment: Terminal.environment)
                .configuration.ledger
        }
    }
}

/// The forms of a ledger command's answer.
enum LedgerOutput: String, CaseIterable, ExpressibleByArgument { case text, json }
