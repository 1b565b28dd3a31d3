package import ArgumentParser

/// The policies: their validity, the origin of every value, their effect at another time.
package struct PolicyCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Checks policies, and tells what they say of a cell and of another day.",
        discussion: """
            Checking needs neither key nor network; 'explain' and 'what-if' look at the account.

            usagectl policy check
            usagectl policy explain CRD-00000-00000-00001/PRD-000-000-001/2026-10
            """,
        subcommands: [
            PolicyCheckCommand.self, PolicyExplainCommand.self, PolicyWhatIfCommand.self,
            PolicySchemaCommand.self,
        ])

    package init() {}
}
