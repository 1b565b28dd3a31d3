import ArgumentParser
import Foundation

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Checks configuration, policies, key, Connect, clock, sources and ledger.",
        discussion: """
            Each is looked at, and what is wrong comes with its remedy. Reads from Connect, writes \
            nothing anywhere; works beside a run.

            Exit codes: 0 nothing is wrong (warnings are not), 64 the configuration is, 1 something \
            failed, 4 no observation would be proven.

            usagectl doctor
            usagectl doctor -o json | jq '.checks[] | select(.outcome == "problem")'
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions

    @Option(name: .shortAndLong, help: "table, json or yaml.")
    var output: PlainOutput = .table

    func run() async throws {
        let doctor = Doctor(
            options: connection, environment: Terminal.environment, clockOptions: clock)
        let report = DoctorReport(checks: await doctor.examine())
        Terminal.print(try report.rendered(as: output))
        guard report.isHealthy else { throw ExitCode(report.code) }
    }
}
