package import ArgumentParser

/// The command `connect-simulator`.
package struct ConnectSimulatorCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "connect-simulator",
        abstract: "A stand-in for the usage API of CloudBlue Connect, for tests and trials.",
        subcommands: [ServeCommand.self])

    package init() {}

    /// Runs the command with the arguments of the process.
    package static func start() async {
        await main()
    }
}
