package import UsageModel

/// The platform's clock as an answer showed it, with ours at that moment.
package struct ServerDate: Sendable, Hashable {
    /// The `Date` header, to the second.
    package var server: Timestamp
    package var seenAt: Timestamp
    /// The client's uptime at that moment, which no setting of a clock changes.
    package var uptime: Duration

    package init(server: Timestamp, seenAt: Timestamp, uptime: Duration) {
        self.server = server
        self.seenAt = seenAt
        self.uptime = uptime
    }

    /// How far our clock is ahead of the platform's; negative where it is behind.
    package var ahead: Duration { seenAt.since(server) }
}
