package import ArgumentParser

/// The policies: their validity, the origin of every value, their effect at another time.
package struct PolicyCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Checks policies, and tells what they say of a cell and of another day.",
        subcommands: [
            PolicyCheckCommand.self, PolicyExplainCommand.self, PolicyWhatIfCommand.self,
            PolicySchemaCommand.self,
        ])

    package init() {}
}
