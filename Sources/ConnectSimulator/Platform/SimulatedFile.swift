package import UsageModel

/// A usage file as the platform's model keeps it.
package struct SimulatedFile: Hashable, Sendable {
    /// What an upload comes to once its processing is over.
    package struct Processing: Hashable, Sendable {
        package var started: Timestamp
        /// Nil for a file that is never done.
        package var until: Timestamp?
        package var verdict: WorkbookVerdict
    }

    /// What a list showed of the file from an instant on.
    struct Version: Hashable, Sendable {
        let since: Timestamp
        let row: JSONValue
    }

    /// The members that only `GET /usage/files/{id}` shows.
    static let detailOnly: Set<String> = [
        "sub_status", "usage_file_uri", "processed_file_uri", "reconciliation_file_uri", "records",
        "start_datetime_utc", "end_datetime_utc", "note",
    ]

    /// How long lists may lag behind.
    static let rememberedLag = Duration.seconds(120)

    /// The file as the API shows it in full.
    package private(set) var detail: JSONValue
    package private(set) var row: JSONValue
    package var processing: Processing?
    package var categories: [JSONValue] = []
    /// What the storage gives out once the upload was processed.
    var processed: ProcessedWorkbook?
    private(set) var versions: [Version] = []

    init(_ detail: JSONValue, since: Timestamp) {
        self.detail = detail
        row = Self.row(of: detail)
        versions = [Version(since: since, row: row)]
    }

    package var id: String { detail.id }
    package var status: UsageFileStatus { UsageFileStatus(detail["status"]?.string ?? "") }
    package var contractID: String { detail.value(at: "contract.id")?.string ?? "" }
    package var productID: String { detail.value(at: "product.id")?.string ?? "" }

    /// Changes the file; lists show the change from `now` on.
    mutating func change(at now: Timestamp, _ body: (inout JSONValue) -> Void) {
        body(&detail)
        row = Self.row(of: detail)
        versions.append(Version(since: now, row: row))
        let horizon = now.microseconds - Self.rememberedLag.inMicroseconds
        while versions.count > 1, versions[1].since.microseconds <= horizon {
            versions.removeFirst()
        }
    }

    mutating func record(
        _ event: String, by user: JSONValue?, status: UsageFileStatus, at now: Timestamp
    ) {
        change(at: now) { detail in
            detail["status"] = .string(status.word)
            var entry: JSONValue = ["at": .string(now.platformText)]
            entry.set("by", user)
            var events = detail["events"] ?? [:]
            events[event] = entry
            detail["events"] = events
        }
    }

    /// The row that a list as of an instant shows, nil before the file was created.
    func row(asOf instant: Timestamp) -> JSONValue? {
        versions.last { $0.since <= instant }?.row
    }

    private static func row(of detail: JSONValue) -> JSONValue {
        guard case .object(let members) = detail else { return detail }
        return .object(members.filter { !detailOnly.contains($0.key) })
    }
}

extension Duration {
    var inMicroseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
