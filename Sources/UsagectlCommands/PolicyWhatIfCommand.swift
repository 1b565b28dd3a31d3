package import ArgumentParser
import Controller
import Foundation
import UsageModel
import YAMLDocument

/// The cells on which the passing of time alone decides differently.
package struct PolicyWhatIfCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "what-if",
        abstract: "Shows which cells would be decided differently on another date.",
        discussion: """
            Connect, the usage and the policies are taken as they are now; only the clock differs. \
            Months that close until then, policies that end, and files that grow old show up here.

            usagectl policy what-if --at 2027-02-01
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var clock: ClockOptions
    @OptionGroup var cells: SelectionOptions

    @Option(
        name: .long, help: "A date, which begins in UTC, or a time in RFC 3339.",
        transform: PolicyDate.read)
    var at: TimestampArgument

    @Option(name: .shortAndLong, help: "table, json or yaml.")
    var output: PolicyOutput = .table

    package init() {}

    package func run() async throws {
        try await CommandFailure.reporting {
            try await answer(environment: ProcessInfo.processInfo.environment).deliver()
        }
    }

    package func answer(environment: [String: String]) async throws -> PolicyAnswer {
        var answer = PolicyAnswer()
        try await Session.with(
            connection, clock: clock, ledger: .read, environment: environment
        ) { session in
            let now = clock.asOf?.value ?? Timestamp(seconds: session.now.seconds)
            let comparison = try await session.compare(now, with: at.value, cells)
            answer.output = output.render(comparison.json, table: comparison.text)
        }
        return answer
    }
}

extension Session {
    /// One observation, planned at two times.
    fileprivate func compare(
        _ now: Timestamp, with then: Timestamp, _ cells: SelectionOptions
    ) async throws -> PolicyComparison {
        let request = CycleRequest(command: "what-if", selection: cells.selection)
        let view = try await cycle(ProgressLine.show).lookTwice(at: now, and: then, request)
        guard let plans = view.plans else {
            throw CommandFailure.unproven(
                "the observation is not proven complete: "
                    + view.observation.problems.joined(separator: "; "))
        }
        return PolicyComparison(
            now: now, then: then, plans: plans, selection: cells.selection)
    }
}

/// Reads the value of `--at`.
enum PolicyDate {
    static func read(_ text: String) throws -> TimestampArgument {
        let time = CalendarDate(text).map { Timestamp(startOf: $0) } ?? Timestamp(text)
        guard let time else {
            throw ValidationError(
                "'\(text)' is no date, expected one such as 2027-02-01, or RFC 3339 such as "
                    + "2027-02-01T06:00:00Z")
        }
        return TimestampArgument(value: time)
    }
}
