/// What the ledger knows when a cycle begins: the past that Connect does not show.
package struct LedgerKnowledge: Hashable, Sendable {
    /// Whether no proven observation was ever recorded here.
    package var isFresh: Bool
    /// The number of contracts in the last proven observation, or the one a person confirmed.
    package var contracts: Int?
    /// By cell; cells without a write have no entry.
    package var cells: [Cell: CellHistory]
    /// The usage files that a proven observation must show again: those that were submitted, and
    /// those that this ledger made and has not seen explained away.
    package var files: Set<UsageFileID>
    /// Those among them that a proven observation showed submitted, by whomever: none of them may
    /// ever be gone.
    package var submittedFiles: Set<UsageFileID>
    /// Usage files that a person assigned to a cell.
    package var assignments: [UsageFileID: Cell]
    package var approvals: [Cell: [Approval]]
    /// By subject: a cell's text, a file's id or a subscription's value.
    package var acknowledgements: [String: Acknowledgement]
    /// What the last report knew to be unattributed: it stays until a whole reading clears it.
    package var unattributed: [UnattributedUsage] = []
    /// Cells whose rejected or invalid file a person asked to send again, with the time of asking;
    /// without those where the platform has taken an upload since.
    package var resends: [Cell: Timestamp]
    /// The number of the last entry that holds a person's act: what is newer is not known here.
    package var lastAct: Int64 = 0
    /// The number of the last entry in which a person accepted what Connect shows; 0 for none.
    package var lastBaseline: Int64 = 0

    package init(
        isFresh: Bool = true, contracts: Int? = nil, cells: [Cell: CellHistory] = [:],
        files: Set<UsageFileID> = [], submittedFiles: Set<UsageFileID> = [],
        assignments: [UsageFileID: Cell] = [:],
        approvals: [Cell: [Approval]] = [:], acknowledgements: [String: Acknowledgement] = [:],
        resends: [Cell: Timestamp] = [:]
    ) {
        self.isFresh = isFresh
        self.contracts = contracts
        self.cells = cells
        self.files = files
        self.submittedFiles = submittedFiles
        self.assignments = assignments
        self.approvals = approvals
        self.acknowledgements = acknowledgements
        self.resends = resends
    }
}

/// The writes that this ledger holds for one cell.
package struct CellHistory: Hashable, Sendable {
    /// Creates whose answer is not known and that no file has explained yet, by time of intent.
    package var openCreates: [Timestamp]
    package var files: [UsageFileID: FileHistory]

    package init(openCreates: [Timestamp] = [], files: [UsageFileID: FileHistory] = [:]) {
        self.openCreates = openCreates
        self.files = files
    }
}

extension CellHistory {
    /// How long after its intent a lost create may still arrive.
    private static let longestDelay = Duration.seconds(3600)

    /// The files with our marker that are what became of creates whose answer was lost.
    ///
    /// Where more files appeared than creates are open, another ledger made some of them, and
    /// nothing
    /// tells which: then none counts as ours.
    package func explained(among ours: [UsageFile]) -> [UsageFile] {
        let candidates = ours.filter { file in
            guard files[file.id] == nil, let created = file.events.created?.at else { return false }
            return openCreates.contains { intent in
                intent.adding(UsageFile.createdSlack) <= created
                    && created <= intent.adding(Self.longestDelay)
            }
        }
        return candidates.count <= openCreates.count ? candidates : []
    }
}

/// The writes that this ledger holds for one usage file.
package struct FileHistory: Hashable, Sendable {
    /// Whether an intent of this ledger made it.
    package var createdHere: Bool
    /// The latest upload that was tried, nil if none was.
    package var upload: UploadHistory?
    package var submitTried: Bool
    package var deleteTried: Bool

    package init(
        createdHere: Bool = false, upload: UploadHistory? = nil, submitTried: Bool = false,
        deleteTried: Bool = false
    ) {
        self.createdHere = createdHere
        self.upload = upload
        self.submitTried = submitTried
        self.deleteTried = deleteTried
    }
}

/// An upload that was tried.
package struct UploadHistory: Hashable, Sendable {
    package var sent: SentUsage
    /// When it was about to be sent.
    package var at: Timestamp
    /// Whether the platform said that it took it.
    package var answered: Bool
    /// The platform's own time of it, nil until a list has shown it.
    package var uploadedAt: Timestamp?

    package init(sent: SentUsage, at: Timestamp, answered: Bool, uploadedAt: Timestamp? = nil) {
        self.sent = sent
        self.at = at
        self.answered = answered
        self.uploadedAt = uploadedAt
    }

    /// Whether it is what the platform shows in a file: answered, known by the platform's own time,
    /// and the last one.
    package func isLast(of file: UsageFile) -> Bool {
        guard answered, let uploadedAt else { return false }
        return uploadedAt == file.events.uploaded?.at
    }
}

/// A person's leave for one cell, bound to what that person saw.
package struct Approval: Hashable, Sendable, Codable {
    package var cell: Cell
    /// Of usage, file fields, policy and action; a change of any voids the approval.
    package var digest: String
    package var by: String
    package var at: Timestamp
    package var until: Timestamp?
    package var note: String?

    package init(
        cell: Cell, digest: String, by: String, at: Timestamp, until: Timestamp? = nil,
        note: String? = nil
    ) {
        self.cell = cell
        self.digest = digest
        self.by = by
        self.at = at
        self.until = until
        self.note = note
    }
}

/// A person's word that something held is known.
package struct Acknowledgement: Hashable, Sendable, Codable {
    package var subject: String
    package var reason: String
    package var by: String
    package var at: Timestamp
    package var until: Timestamp

    package init(subject: String, reason: String, by: String, at: Timestamp, until: Timestamp) {
        self.subject = subject
        self.reason = reason
        self.by = by
        self.at = at
        self.until = until
    }
}
