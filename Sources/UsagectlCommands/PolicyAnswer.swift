import ArgumentParser
import YAMLDocument

/// What a policy command says, before it reaches the terminal.
package struct PolicyAnswer: Hashable, Sendable {
    /// For stdout.
    package var output: String
    /// For stderr.
    package var complaints: String
    package var code: Int32

    package init(output: String = "", complaints: String = "", code: Int32 = 0) {
        self.output = output
        self.complaints = complaints
        self.code = code
    }

    /// Everything that is wrong with some files, as compilers print it.
    static func refusal(_ diagnostics: [Diagnostic]) -> PolicyAnswer {
        PolicyAnswer(complaints: text(of: diagnostics), code: ExitCode.usage.rawValue)
    }

    /// Diagnostics one below the other.
    static func text(of diagnostics: [Diagnostic]) -> String {
        diagnostics.map { "\($0)\n" }.joined()
    }

    /// Prints both parts and exits with the code.
    func deliver() throws {
        if !output.isEmpty { Terminal.print(output) }
        if !complaints.isEmpty { Terminal.complain(complaints) }
        guard code == 0 else { throw ExitCode(code) }
    }
}
