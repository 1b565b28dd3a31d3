import ConnectAPI
import UsageModel

/// Deletes staged files from the platform, and never one that somebody has submitted.
struct ProbeRemover: Sendable {
    let client: ConnectClient
    let writes: ProbeWriter
    let pollInterval: Duration
    let clock: any ConnectClock

    /// Deletes whose answer was lost are sent again only after a look, and not for ever.
    private static let mostDeletes = 3

    /// Deletes a staged file; waits while the platform is busy with it, until the clock's uptime
    /// is `deadline`.
    /// - Returns: why it is still there; nil where it is gone.
    func remove(
        _ id: UsageFileID, of probe: ProbeMarker, by deadline: Duration
    ) async -> String? {
        var deletes = 0
        var why = "no delete was answered"
        while true {
            do {
                guard let file = try await client.usageFile(id), file.isLive else { return nil }
                guard file.probe == probe else { return Self.whyNot(file) }
                if file.status.isDeletable {
                    guard deletes < Self.mostDeletes else { return why }
                    deletes += 1
                    let outcome = try await writes.delete(id, of: probe)
                    if outcome.result == .answered { return nil }
                    why = outcome.message ?? why
                } else if clock.uptime >= deadline {
                    return "it is \(file.status.word), and the platform deletes no such file"
                }
                try await clock.sleep(for: pollInterval)
            } catch {
                return "\(error)"
            }
        }
    }

    /// What is no staged file any more is nobody's to delete.
    private static func whyNot(_ file: UsageFile) -> String {
        file.wasSubmitted
            ? "somebody has submitted it: it bills now, see 'usagectl diff'"
            : "it is \(file.status.word) and has another external id"
    }
}
