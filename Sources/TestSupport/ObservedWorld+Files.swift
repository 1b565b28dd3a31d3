import Reconciliation
package import UsageModel

extension UsageFile {
    /// A file with our marker, as this installation would create it; its events fit its status.
    package static func ours(
        _ id: UsageFileID, _ status: UsageFileStatus, in cell: Cell = ObservedWorld.cell,
        created: String = "2026-11-05T05:00:00Z", uploaded: String? = nil
    ) -> UsageFile {
        var file = foreign(id, status, in: cell, created: created, uploaded: uploaded)
        file.externalID = Marker(identity: ObservedWorld.identity, cell: cell).externalID
        return file
    }

    /// A file that somebody else made for a cell's month.
    package static func foreign(
        _ id: UsageFileID, _ status: UsageFileStatus, in cell: Cell = ObservedWorld.cell,
        created: String = "2026-11-05T05:00:00Z", uploaded: String? = nil,
        period: DateSpan? = nil
    ) -> UsageFile {
        let begin = instant(created)
        var events = UsageFileEvents(created: UsageFileEvent(at: begin, by: "UR-1"))
        if status != .draft, status != .deleted {
            let at = uploaded.map(instant) ?? begin.adding(.seconds(60))
            events.uploaded = UsageFileEvent(at: at, by: "UR-1")
        }
        if status.isSubmitted || status == .rejected {
            events.submitted = UsageFileEvent(at: begin.adding(.seconds(600)), by: "UR-1")
        }
        if status == .deleted {
            events.deleted = UsageFileEvent(at: begin.adding(.seconds(900)), by: "UR-2")
        }
        return UsageFile(
            id: id, name: "Usage", status: status, contract: cell.contract, product: cell.product,
            period: period ?? cell.month.days, environment: "production", events: events)
    }

    /// A copy with some change.
    package func with(_ change: (inout UsageFile) -> Void) -> UsageFile {
        var copy = self
        change(&copy)
        return copy
    }
}

extension ObservedWorld {
    /// Writes into the ledger's knowledge that this ledger made a file.
    package mutating func remember(
        _ file: UsageFile, in cell: Cell = ObservedWorld.cell, createdHere: Bool = true,
        upload: UploadHistory? = nil, deleteTried: Bool = false
    ) {
        knowledge.cells[cell, default: CellHistory()].files[file.id] = FileHistory(
            createdHere: createdHere, upload: upload, deleteTried: deleteTried)
    }

    /// The upload of a cell's usage of today to a file, pinned by the time that the file shows.
    package func upload(
        to file: UsageFile, in cell: Cell = ObservedWorld.cell, answered: Bool = true,
        digest: String? = nil
    ) -> UploadHistory {
        var sent = usage.usage(of: cell).sent ?? SentUsage(digest: "sha256:before", rows: 1)
        if let digest { sent.digest = digest }
        let at = file.events.uploaded?.at ?? now
        return UploadHistory(sent: sent, at: at, answered: answered, uploadedAt: at)
    }

    /// Puts a file of ours there with an answered, pinned upload of the usage of today.
    package mutating func add(uploaded file: UsageFile, in cell: Cell = ObservedWorld.cell) {
        files.append(file)
        remember(file, in: cell, upload: upload(to: file, in: cell))
    }
}
