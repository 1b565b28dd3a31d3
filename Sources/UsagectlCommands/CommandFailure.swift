import ArgumentParser
import ConnectAPI
import Ledger
import YAMLDocument

/// Why a command cannot go on, with the exit code that scripts rely on.
enum CommandFailure: Error {
    /// Wrong configuration: everything that is wrong with it.
    case configuration([Diagnostic])
    /// Wrong use of the command line or its environment.
    case usage(String)
    /// What was observed cannot be relied on.
    case unproven(String)
    case failed(String)

    /// Says why on stderr and names the code.
    func report() -> ExitCode {
        switch self {
        case .configuration(let diagnostics):
            for diagnostic in diagnostics { Terminal.complain("\(diagnostic)") }
            return .usage
        case .usage(let text): return complain(text, .usage)
        case .unproven(let text): return complain(text, .unproven)
        case .failed(let text): return complain(text, .error)
        }
    }

    /// What is wrong, a sentence each.
    var sentences: [String] {
        switch self {
        case .configuration(let diagnostics): diagnostics.map { "\($0)" }
        case .usage(let text), .unproven(let text), .failed(let text): [text]
        }
    }

    private func complain(_ text: String, _ code: ExitCode) -> ExitCode {
        Terminal.complain("error: \(text)")
        return code
    }

    /// Any error of the layers below as a command reports it.
    init(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case ConnectError.configuration(let text): self = .usage(text)
        default: self = .failed("\(error)")
        }
    }

    /// Runs a command's body and turns what it throws into a message and an exit code.
    static func reporting(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let code as ExitCode {
            throw code
        } catch {
            throw CommandFailure(error).report()
        }
    }
}
