package import ArgumentParser

/// The command line.
package struct Usagectl: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "usagectl",
        abstract: "Reconciles the usage files that a vendor owes on CloudBlue Connect.",
        discussion: """
            Every active distribution contract x pay-as-you-go product x closed month should have a \
            submitted usage file. usagectl compares that with the files on Connect and creates, uploads \
            or submits only what is missing.

            See it work without an account:    usagectl demo
            Begin with your own account:       usagectl init, then usagectl doctor
            What is missing, touching nothing: usagectl diff
            Make it so:                        usagectl reconcile --writes converge
            Keep it so:                        usagectl run

            Exit codes: 0 in sync, 1 error, 2 drift that a reconcile acts on or that waits, 3 drift held \
            for a person, 4 observation not proven, 64 usage error.

            usagectl demo
            usagectl explain CRD-00000-00000-00001/PRD-000-000-001/2026-10
            """,
        version: Version.text,
        subcommands: [
            DiffCommand.self, ReconcileCommand.self, RunCommand.self, ExplainCommand.self,
            UsageCommand.self, ApproveCommand.self, RevokeCommand.self, AcknowledgeCommand.self,
            ResendCommand.self, AssignCommand.self, PolicyCommand.self, ReportCommand.self,
            AuditCommand.self, LedgerCommand.self, BaselineCommand.self, DemoCommand.self,
            SimulateCommand.self, InitCommand.self, DoctorCommand.self, HealthCommand.self,
        ])

    package init() {}
}

extension Usagectl {
    /// Runs the command with the arguments of the process.
    package static func start() async {
        await main()
    }
}
