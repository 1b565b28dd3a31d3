package import ArgumentParser
import ConnectAPI
import Controller
import Foundation
import Policy
import UsageModel
import YAMLDocument

/// What holds for one cell, and which line of which file says so.
package struct PolicyExplainCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Shows every field of a cell's policy with its value and where it was set.",
        discussion: """
            A cell is CONTRACT/PRODUCT/YYYY-MM. Provider, marketplace, schema and kind are read \
            from Connect, where an API key is configured.

            usagectl policy explain CRD-00000-00000-00001/PRD-000-000-001/2026-10
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions

    @Option(name: .shortAndLong, help: "table, json or yaml.")
    var output: PolicyOutput = .table

    @Flag(name: .long, help: "Asks nothing of Connect; policies then match on the ids only.")
    var offline = false

    @Argument(help: "CONTRACT/PRODUCT/YYYY-MM", transform: CommandLineValue.cell)
    var cell: CellArgument

    package init() {}

    package func run() async throws {
        try await CommandFailure.reporting {
            try await answer(environment: ProcessInfo.processInfo.environment).deliver()
        }
    }

    package func answer(environment: [String: String]) async throws -> PolicyAnswer {
        let loaded: LoadedConfiguration
        do {
            loaded = try PolicyConfiguration(connection, environment: environment).load()
        } catch CommandFailure.configuration(let diagnostics) {
            return .refusal(diagnostics)
        }
        let known = try await facts(loaded, environment: environment)
        let now = clock.asOf?.value ?? OffsetClock.starting(at: nil).now
        let explanation = PolicyExplanation(
            facts: known.facts, policy: loaded.policies.explanation(for: known.facts, at: now))
        return PolicyAnswer(
            output: output.render(explanation.json, table: explanation.text),
            complaints: known.note.map { "note: \($0)\n" } ?? "")
    }

    private func facts(
        _ loaded: LoadedConfiguration, environment: [String: String]
    ) async throws -> PolicyFacts {
        let cell = cell.cell
        let unknown = "provider, marketplace, schema and kind are taken as unknown"
        if offline { return .offline(cell, because: "\(unknown) (--offline)") }
        guard PolicyConfiguration.hasKey(connection, loaded, environment: environment) else {
            return .offline(cell, because: "\(unknown), since no API key is configured")
        }
        var known: PolicyFacts?
        try await Session.with(
            connection, clock: clock, ledger: .read, environment: environment
        ) { session in
            known = try await session.policyFacts(of: cell)
        }
        return known ?? .offline(cell, because: unknown)
    }
}
