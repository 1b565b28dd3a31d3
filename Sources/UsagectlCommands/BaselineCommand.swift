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
                let known = try await session.record.knowledge()
                let lost = try await GoneFiles(
                    client: session.client, knowledge: known,
                    named: Set(gone.map { UsageFileID($0) })
                ).names
                let accepted = try accept(lost)
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

    /// The files that a person named, where they are all that is gone.
    private func accept(_ lost: [UsageFileID]) throws -> Set<UsageFileID> {
        let named = Set(gone.map { UsageFileID($0) })
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

/// The submitted usage files that the ledger knows and that Connect does not have any more.
struct GoneFiles {
    let client: ConnectClient
    let knowledge: LedgerKnowledge
    /// Those that a person has named.
    let named: Set<UsageFileID>

    /// More than these, unnamed, are not asked for one by one: then the list is the problem, or the
    /// account.
    private static let mostSingleLooks = 100

    var names: [UsageFileID] {
        get async throws {
            let files = try await client.usageFiles()
            if let problem = files.problem { throw CommandFailure.unproven(problem) }
            let proof = ObservationProof(Observation(files: files.rows), knowledge: knowledge)
            let missing = proof.missingFiles
            guard missing.count(where: { !named.contains($0) }) <= Self.mostSingleLooks else {
                throw CommandFailure.unproven(
                    "\(missing.count) usage files that the ledger knows are not in the list; for "
                        + "another account name another file in 'spec.ledger'")
            }
            var names: [UsageFileID] = []
            for file in missing {
                let exists = try await client.usageFile(file) != nil
                guard let doubt = proof.doubt(ofMissing: file, exists: exists) else { continue }
                if exists { throw CommandFailure.unproven(doubt) }
                names.append(file)
            }
            return names
        }
    }
}
