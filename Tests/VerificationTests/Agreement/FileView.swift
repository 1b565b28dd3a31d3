import ConnectSimulator
import UsageModel

/// What a client can tell of a usage file, taken from either platform.
struct FileView: Hashable, Sendable, CustomStringConvertible {
    var status: String
    var name: String
    var externalID: String?
    var hasErrorDetail: Bool
    var rejectionNote: String?
    var stats: UsageFileStats
    var events: [String: Timestamp]

    /// A file of the model.
    init(_ file: UsageFile) {
        status = Self.word(file.status)
        name = file.name
        externalID = file.externalID
        hasErrorDetail = file.errorDetail != nil
        rejectionNote = file.rejectionNote
        stats = file.stats
        let at = file.events
        events = [
            "created": at.created, "uploaded": at.uploaded, "submitted": at.submitted,
            "accepted": at.accepted, "rejected": at.rejected, "closed": at.closed,
            "deleted": at.deleted,
        ].compactMapValues { $0?.at }
    }

    /// A row of the simulator's list.
    init(_ row: JSONValue) {
        status = Self.word(UsageFileStatus(row["status"]?.string ?? ""))
        name = row["name"]?.string ?? ""
        externalID = row["external_id"]?.string
        hasErrorDetail = row["error_detail"] != nil
        rejectionNote = row["rejection_note"]?.string
        let counts = row["stats"]
        stats = UsageFileStats(
            uploaded: counts?["uploaded"]?.int, validated: counts?["validated"]?.int,
            pending: counts?["pending"]?.int, accepted: counts?["accepted"]?.int,
            closed: counts?["closed"]?.int)
        events = [:]
        guard case .object(let members)? = row["events"] else { return }
        events = members.compactMapValues { $0["at"]?.string.flatMap { Timestamp($0) } }
    }

    /// The model knows one status for the three in which the platform is busy.
    private static func word(_ status: UsageFileStatus) -> String {
        status.isInFlight ? "in flight" : status.word
    }

    var description: String {
        let times = events.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return "\(status) '\(name)' \(externalID ?? "unmarked") \(stats) error \(hasErrorDetail) "
            + "note \(rejectionNote ?? "none") \(times)"
    }
}
