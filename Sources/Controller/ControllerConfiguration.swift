package import Reconciliation
package import UsageModel

/// A Controller document that is valid by itself; paths are absolute.
package struct ControllerConfiguration: Sendable {
    package enum Writes: String, Sendable { case observe, converge }

    package var identity: Identity
    /// Nil where the document leaves it open, which only run refuses.
    package var writes: Writes?
    package var endpoint: String?
    package var apiKeyFile: String?
    package var requestsPerSecond: Double
    package var concurrency: Int
    package var timeout: Duration
    /// Absolute paths of files and folders.
    package var policies: [String]
    package var sources: [SourceConfiguration]
    /// Absolute path of the SQLite file.
    package var ledger: String
    /// Absolute path of the folder in which what was sent is kept; nil for none.
    package var archive: String?
    /// How many days reports and archived workbooks are kept.
    package var retentionDays: Int
    package var pollInterval: Duration
    package var wait: Duration
    package var stuckAfter: Duration
    package var takeover: Duration
    package var environments: Set<String>
    package var limits: RunLimits
    package var attributions: [SubscriptionAttribution]
    package var loop: LoopTimes
    /// Where the status server listens, `HOST:PORT`.
    package var statusListen: String
    /// Absolute path of the file with the readers' token.
    package var statusTokenFile: String?
    package var notifications: [NotificationTarget]
}
