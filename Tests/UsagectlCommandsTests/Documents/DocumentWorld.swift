import ConnectSimulator
import Foundation
import TestSupport
import UsageModel

/// A simulated account in a state that a page speaks of, with the reader's folder.
///
/// The account has the contracts CRD-10000-00000-00000 and -00001 with the product
/// PRD-100-000-000; the day is 2026-11-05.
enum DocumentWorld: String {
    /// A key and usage, and nothing else: where `init` begins.
    case fresh
    /// Configured, and nothing sent yet.
    case configured
    /// The first files wait for a person.
    case held
    /// October is sent.
    case sent
    /// October is sent, and a distributor refused a file.
    case rejected
    /// A colleague submitted October beside us.
    case duplicate
    /// Files of another script since spring, and none of ours.
    case takenOver

    func with(_ body: (CommandBench) async throws -> Void) async throws {
        try await CommandBench.with(
            SimulatedAccount(contracts: 2, subscriptions: 2), files: files
        ) { bench in
            try prepare(bench)
            if [.sent, .rejected, .duplicate].contains(self) {
                let sent = try await bench.run("reconcile")
                guard sent.code == 0 else { throw NotPrepared(text: sent.output + sent.errors) }
            }
            if self == .rejected { try await bench.control("reject") }
            if self == .duplicate { await bench.addColleaguesFile() }
            try await body(bench)
        }
    }

    struct NotPrepared: Error { let text: String }

    private var files: [SimulatedFileSeed] {
        guard self == .takenOver else { return [] }
        return (4...9).flatMap { number in
            (0..<2).map { contract in
                let month = BillingMonth(index: 2026 * 12 + number - 1)
                return SimulatedFileSeed(
                    "UF-2026-0\(number)-0000-000\(contract)",
                    SimulatedAccount().cell(contract, 0, month), "accepted",
                    createdAt: Timestamp(startOf: month.next.firstDay.adding(days: 4)))
            }
        }
    }

    private func prepare(_ bench: CommandBench) throws {
        let folder = FileManager.default
        for name in ["secrets", "usage", "policies"] where self != .fresh || name != "policies" {
            try folder.createDirectory(
                atPath: "\(bench.folder)/\(name)", withIntermediateDirectories: true)
        }
        try bench.write(CommandBench.apiKey, to: "secrets/connect-api-key")
        try folder.setAttributes(
            [.posixPermissions: 0o600], ofItemAtPath: "\(bench.folder)/secrets/connect-api-key")
        let month = "usage-2026-10.csv"
        try folder.moveItem(
            atPath: "\(bench.folder)/\(month)", toPath: "\(bench.folder)/usage/\(month)")
        try folder.removeItem(atPath: "\(bench.folder)/usagectl.yaml")
        guard self != .fresh else { return }
        try bench.write(Self.configuration(bench.endpoint), to: "usagectl.yaml")
        try bench.write(
            Self.policy(firstFile: self == .held || self == .takenOver ? "approve" : "allow"),
            to: "policies/defaults.yaml")
    }

    private static func configuration(_ endpoint: String) -> String {
        """
        apiVersion: usagectl/v1
        kind: Controller
        metadata: {name: production}
        spec:
          writes: converge
          connect:
            endpoint: "\(endpoint)"
            apiKeyFile: secrets/connect-api-key
            requestsPerSecond: 200
          policies: [policies/]
          sources:
            - {name: metering, type: files, path: "usage/usage-{month}.csv"}
          processing: {pollInterval: 50ms}
          status: {listen: "127.0.0.1:0"}

        """
    }

    private static func policy(firstFile: String) -> String {
        """
        apiVersion: usagectl/v1
        kind: UsagePolicy
        metadata: {name: defaults}
        spec:
          months: {since: 2026-10}
          limits: {firstFile: \(firstFile)}

        """
    }
}

extension CommandBench {
    /// The provider's word on the file of the second contract.
    func control(_ word: String) async throws {
        let second = SimulatedAccount.contract(1).text
        let id = await host.simulation.platform.files.first { $0.contractID == second }?.id ?? ""
        let answer = await host.control(PlatformRequest(method: "POST", path: "/\(word)/\(id)"))
        guard answer.status < 300 else {
            throw DocumentWorld.NotPrepared(text: "\(word) answered \(answer.status)")
        }
    }

    /// Somebody submits a second file for the first cell by hand.
    func addColleaguesFile() async {
        await change {
            $0.files.append(
                SimulatedFileSeed(
                    "UF-2026-11-9999-0001", SimulatedAccount().cell(0, 0, october), "pending",
                    createdAt: Self.now
                ).json)
        }
    }
}
