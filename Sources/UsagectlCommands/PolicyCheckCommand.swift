package import ArgumentParser
import Controller
import Foundation
import Policy
import YAMLDocument

/// Holds policies against their definition: every mistake of every file at once.
package struct PolicyCheckCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks the configuration and its policies, or some files by themselves.",
        discussion: """
            Needs neither network nor key. Exits with 0 where everything is valid, else with 64.

            usagectl policy check
            usagectl policy check policies/ drafts/emea.yaml
            """)

    @OptionGroup var connection: ConnectionOptions

    @Option(name: .shortAndLong, help: "table, json or yaml.")
    var output: PolicyOutput = .table

    @Argument(
        help: "Files or folders; without them the configuration and all it names.",
        completion: .file())
    var paths: [String] = []

    package init() {}

    package func run() async throws {
        try answer(environment: ProcessInfo.processInfo.environment).deliver()
    }

    package func answer(environment: [String: String]) -> PolicyAnswer {
        let checked =
            paths.isEmpty
            ? PolicyConfiguration(connection, environment: environment).check()
            : ConfigurationLoader.check(paths: paths)
        let isValid = checked.diagnostics.areHarmless
        var answer = PolicyAnswer()
        answer.code = isValid ? 0 : ExitCode.usage.rawValue
        answer.output = output.render(
            checked.diagnostics.checkReport, table: isValid ? summary(checked) : "")
        if output == .table { answer.complaints = PolicyAnswer.text(of: checked.diagnostics) }
        return answer
    }

    private func summary(_ checked: CheckedFiles) -> String {
        let policies = checked.policies.documents.count
        return "\(policies) \(policies == 1 ? "policy" : "policies") in \(checked.files) "
            + "\(checked.files == 1 ? "file" : "files"), all valid\n"
    }
}
