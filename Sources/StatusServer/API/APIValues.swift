import Ledger
import UsageModel

/// `/api/v1/cells/...`: the cell as a report has it, with its history.
struct APICell: Encodable {
    /// The report in which the cell stands.
    var report: String
    var asOf: Timestamp
    var cell: CellReport
    /// The newest first.
    var history: [HistoryEntry]
}

/// `/api/v1/reports`.
struct APIReports: Encodable {
    /// The newest first.
    var reports: [ReportHeader]
}

/// `/api/v1/status`: how the loop fares, in the words of the pages.
struct APIStatus: Encodable {
    var version: String
    var now: Timestamp
    var alive: Bool
    var ready: Bool
    /// Why it is not ready, a sentence each.
    var unready: [String]
    var heartbeat: Timestamp
    var intervalSeconds: Int64
    var configurationProblems: [String]
    var keyAccepted: Bool?
    var lastProvenObservation: Timestamp?
    var failure: String?
    /// The newest report, nil before the first.
    var report: String?

    init(_ health: LoopHealth, version: String, report: String?, now: Timestamp) {
        self.version = version
        self.now = now
        alive = health.isAlive(at: now)
        unready = health.unready
        ready = health.unready.isEmpty
        heartbeat = health.heartbeat
        intervalSeconds = health.interval.components.seconds
        configurationProblems = health.configurationProblems
        keyAccepted = health.isKeyAccepted
        lastProvenObservation = health.lastProvenObservation
        failure = health.failure
        self.report = report
    }

    private enum CodingKeys: String, CodingKey {
        case version, now, alive, ready, unready, heartbeat, intervalSeconds
        case configurationProblems, keyAccepted, lastProvenObservation, failure, report
    }

    /// What has no value is written as null, so that a reader finds every key.
    func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(version, forKey: .version)
        try values.encode(now, forKey: .now)
        try values.encode(alive, forKey: .alive)
        try values.encode(ready, forKey: .ready)
        try values.encode(unready, forKey: .unready)
        try values.encode(heartbeat, forKey: .heartbeat)
        try values.encode(intervalSeconds, forKey: .intervalSeconds)
        try values.encode(configurationProblems, forKey: .configurationProblems)
        try values.encode(keyAccepted, forKey: .keyAccepted)
        try values.encode(lastProvenObservation, forKey: .lastProvenObservation)
        try values.encode(failure, forKey: .failure)
        try values.encode(report, forKey: .report)
    }
}
