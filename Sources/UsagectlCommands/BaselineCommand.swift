import ArgumentParser
import ConnectAPI
import Controller
import Reconciliation
import UsageModel

struct BaselineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "baseline",
        abstract: "Accepts what Connect shows now as the state from which changes are judged.",
        discussion: """
            For the day on which the number of contracts fell for good, or endpoint or key changed: the \
            ledger takes over what is configured and observed. Writes nothing to Connect.

            A usage file that was submitted and is gone from Connect is accepted by name only: its \
            month counts as missing from then on, and is sent again unless a policy suspends it.

            usagectl baseline --confirm
            usagectl baseline --confirm --gone UF-2026-10-0000-0001
            """)

    @OptionGroup var connection: ConnectionOptions

    @Flag(name: .long, help: "Really do it.")
    var confirm = false

    @Option(
        name: .long, parsing: .singleValue,
        help: "A submitted usage file that is gone for good; may be repeated.")
    var gone: [String] = []

    @Option(name: .long, help: "Who says so.")
    var by: String?

    func run() async throws {
        try await CommandFailure.reporting {
            guard confirm else {
                throw CommandFailure.usage(
                    "nothing was changed, expected --confirm to accept what Connect shows now")
            }
            let clock = try ClockOptions.parse([])
            try await Session.with(connection, clock: clock, ledger: .rebind) { session in
                let contracts = try await session.client.contracts()
                if let problem = contracts.problem { throw CommandFailure.unproven(problem) }
                let accepted = try accept(try await lostFiles(session))
                let person = by ?? Terminal.environment["USER"] ?? "unknown"
                try await session.record.baseline(
                    contracts: contracts.rows.count, gone: accepted, by: person,
                    at: session.clock.now)
                Terminal.print("baseline: \(contracts.rows.count) contracts\n")
                if !accepted.isEmpty {
                    let names = accepted.sorted().map(\.text).joined(separator: ", ")
                    Terminal.print("forgotten: \(names); what they stood for counts as missing\n")
                }
            }
        }
    }

    private var named: Set<UsageFileID> { Set(gone.map { UsageFileID($0) }) }

    /// The submitted usage files that the ledger knows and that Connect does not have any more.
    private func lostFiles(_ session: Session) async throws -> [UsageFileID] {
        let files = try await session.client.usageFiles()
        if let problem = files.problem { throw CommandFailure.unproven(problem) }
        let missing = MissingFiles(
            session.client,
            ObservationProof(
                Observation(files: files.rows), knowledge: try await session.record.knowledge()))
        let unnamed = missing.files.count { !named.contains($0) }
        guard unnamed <= MissingFiles.mostSingleLooks else {
            throw CommandFailure.unproven(
                "\(missing.files.count) usage files that the ledger knows are not in the list; for "
                    + "another account name another file in 'spec.ledger'")
        }
        let doubts = try await missing.doubts()
        if let there = doubts.first(where: \.exists) {
            throw CommandFailure.unproven(there.message)
        }
        return doubts.map(\.file)
    }

    /// The files that a person named, where they are all that is gone.
    private func accept(_ lost: [UsageFileID]) throws -> Set<UsageFileID> {
        if let other = named.subtracting(lost).sorted().first {
            throw CommandFailure.usage(
                "nothing was changed: '\(other)' is not a submitted usage file that is gone from "
                    + "Connect, expected one of those or no --gone")
        }
        let unnamed = lost.filter { !named.contains($0) }
        guard unnamed.isEmpty else {
            let options = lost.map { "--gone \($0)" }.joined(separator: " ")
            throw CommandFailure.unproven(
                "nothing was changed: submitted usage files are gone from Connect: "
                    + "\(unnamed.map(\.text).joined(separator: ", ")); if that is right, suspend "
                    + "their months in a policy unless they are to be sent again, and say "
                    + "'usagectl baseline --confirm \(options)'")
        }
        return named
    }
}
