package import UsageModel

/// A person's word that a usage file belongs to a cell.
package struct Assignment: Hashable, Sendable, Codable {
    package var file: UsageFileID
    package var cell: Cell
    package var by: String
    package var at: Timestamp
    package var note: String?

    package init(
        file: UsageFileID, cell: Cell, by: String, at: Timestamp, note: String? = nil
    ) {
        self.file = file
        self.cell = cell
        self.by = by
        self.at = at
        self.note = note
    }
}

/// A person's wish to send a cell's rejected or invalid file again.
package struct ResendRequest: Hashable, Sendable, Codable {
    package var cell: Cell
    package var by: String
    package var at: Timestamp
    package var note: String?

    package init(cell: Cell, by: String, at: Timestamp, note: String? = nil) {
        self.cell = cell
        self.by = by
        self.at = at
        self.note = note
    }
}

/// A person's act that takes an earlier one back.
package struct Revocation: Hashable, Sendable, Codable {
    /// What is taken back.
    package enum Target: Hashable, Sendable, Codable {
        /// All approvals of the cell.
        case approvals(Cell)
        case acknowledgement(subject: String)
        case assignment(UsageFileID)
        case resend(Cell)
    }

    package var target: Target
    package var by: String
    package var at: Timestamp
    package var note: String?

    package init(target: Target, by: String, at: Timestamp, note: String? = nil) {
        self.target = target
        self.by = by
        self.at = at
        self.note = note
    }

    /// The text under which the entry is found.
    var subject: String {
        switch target {
        case .approvals(let cell), .resend(let cell): cell.description
        case .acknowledgement(let subject): subject
        case .assignment(let file): file.text
        }
    }
}
