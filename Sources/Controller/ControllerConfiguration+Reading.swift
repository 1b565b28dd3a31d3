import Foundation
import Reconciliation
import UsageModel
import YAMLDocument

extension ControllerConfiguration {
    /// Takes a document that was read as `ControllerDefinition` with its defaults.
    ///
    /// - Parameter folder: of the file, against which relative paths stand.
    init?(_ document: TypedValue, folder: String) {
        guard let identity: Identity = document["metadata"]?["name"]?.value(),
            let spec = document["spec"]
        else { return nil }
        let connect = spec["connect"]
        let processing = spec["processing"]
        func path(_ text: String) -> String { Self.absolute(text, in: folder) }
        let ledger = spec["ledger"]?.text ?? "sqlite:usagectl.db"
        self.init(
            identity: identity, writes: spec["writes"]?.text.flatMap(Writes.init),
            endpoint: connect?["endpoint"]?.text,
            apiKeyFile: connect?["apiKeyFile"]?.text.map(path),
            requestsPerSecond: connect?["requestsPerSecond"]?.value() ?? 8,
            concurrency: connect?["concurrency"]?.int ?? 4,
            timeout: connect?["timeout"]?.duration ?? .seconds(300),
            policies: (spec["policies"]?.items ?? []).compactMap(\.text).map(path),
            sources: (spec["sources"]?.items ?? []).compactMap {
                SourceConfiguration($0, path)
            },
            ledger: path(String(ledger.dropFirst("sqlite:".count))),
            archive: Self.archive(
                spec["archive"], ledger: path(String(ledger.dropFirst("sqlite:".count))), path),
            retentionDays: spec["retention"]?.value() ?? 3653,
            pollInterval: processing?["pollInterval"]?.duration ?? .seconds(5),
            wait: processing?["wait"]?.duration ?? .seconds(1800),
            stuckAfter: processing?["stuckAfter"]?.duration ?? .seconds(21_600),
            takeover: processing?["takeover"]?.duration ?? .seconds(600),
            environments: Set(
                spec["environments"].map { $0.items.compactMap(\.text) } ?? ["production", "test"]),
            limits: Self.limits(spec["limits"]),
            attributions: (spec["attribution"]?.items ?? []).compactMap(
                AttributionDefinition.attribution), loop: Self.loop(spec["loop"]),
            statusListen: spec["status"]?["listen"]?.text ?? "127.0.0.1:8080",
            statusTokenFile: spec["status"]?["tokenFile"]?.text.map(path),
            notifications: (spec["notifications"]?.items ?? []).compactMap {
                NotificationTarget($0, path)
            })
    }

    private static func loop(_ value: TypedValue?) -> LoopTimes {
        var times = LoopTimes()
        times.interval = value?["interval"]?.duration ?? times.interval
        times.jitter = value?["jitter"]?.value() ?? times.jitter
        times.fullProofEvery = value?["fullProof"]?.duration ?? times.fullProofEvery
        times.grace = value?["grace"]?.duration ?? times.grace
        return times
    }

    /// The folder of the archive: beside the ledger unless another, or none, is named.
    private static func archive(
        _ value: TypedValue?, ledger: String, _ path: (String) -> String
    ) -> String? {
        guard let value else {
            return URL(filePath: ledger).deletingLastPathComponent()
                .appendingPathComponent("archive").path
        }
        return value.isNone ? nil : value.text.map(path)
    }

    private static func limits(_ value: TypedValue?) -> RunLimits {
        let amounts = (value?["amountPerRun"]?.members ?? []).compactMap { member in
            member.value.value(as: ExactDecimal.self).map { (member.key, $0) }
        }
        let daily = value?["submitsPerDay"]?.text ?? "auto"
        var limits = RunLimits(
            submitsPerRun: value?["submitsPerRun"]?.text.flatMap(Int.init),
            submitsPerDay: daily == "none" ? .none : Int(daily).map { .files($0) } ?? .auto,
            createsPerRun: value?["createsPerRun"]?.text.flatMap(Int.init),
            amountPerRun: amounts.isEmpty ? nil : Dictionary(amounts) { first, _ in first },
            productTotal: value?["productTotal"]?.value() ?? ExactDecimal(2))
        limits.rowsPerFile = value?["rowsPerFile"]?.int ?? limits.rowsPerFile
        return limits
    }

    static func absolute(_ path: String, in folder: String) -> String {
        if path.hasPrefix("/") { return path }
        if path.hasPrefix("~/") { return NSHomeDirectory() + path.dropFirst() }
        return folder.hasSuffix("/") ? folder + path : folder + "/" + path
    }
}
