/// One thing that happened to a usage file.
package struct UsageFileEvent: Hashable, Sendable, Codable {
    package var at: Timestamp
    /// Who did it; the platform leaves it out for its own acts.
    package var by: String?

    package init(at: Timestamp, by: String? = nil) {
        self.at = at
        self.by = by
    }
}

/// What happened to a usage file, each the latest of its kind; nil if it never did.
package struct UsageFileEvents: Hashable, Sendable, Codable {
    package var created: UsageFileEvent?
    package var uploaded: UsageFileEvent?
    package var submitted: UsageFileEvent?
    package var accepted: UsageFileEvent?
    package var rejected: UsageFileEvent?
    package var closed: UsageFileEvent?
    package var deleted: UsageFileEvent?

    package init(
        created: UsageFileEvent? = nil, uploaded: UsageFileEvent? = nil,
        submitted: UsageFileEvent? = nil, accepted: UsageFileEvent? = nil,
        rejected: UsageFileEvent? = nil, closed: UsageFileEvent? = nil,
        deleted: UsageFileEvent? = nil
    ) {
        self.created = created
        self.uploaded = uploaded
        self.submitted = submitted
        self.accepted = accepted
        self.rejected = rejected
        self.closed = closed
        self.deleted = deleted
    }

    /// The latest instant at which anything happened.
    package var latest: Timestamp? {
        [created, uploaded, submitted, accepted, rejected, closed, deleted].compactMap { $0?.at }
            .max()
    }
}

/// The platform's counts of a file's records.
package struct UsageFileStats: Hashable, Sendable, Codable {
    /// Stays what it is, while the others count the records that are in that status now.
    package var uploaded: Int?
    package var validated: Int?
    package var pending: Int?
    package var accepted: Int?
    package var closed: Int?
    package var billed: Int?

    package init(
        uploaded: Int? = nil, validated: Int? = nil, pending: Int? = nil, accepted: Int? = nil,
        closed: Int? = nil, billed: Int? = nil
    ) {
        self.uploaded = uploaded
        self.validated = validated
        self.pending = pending
        self.accepted = accepted
        self.closed = closed
        self.billed = billed
    }

    /// Whether the counts say that there is not one record, in whatever status.
    package var tellOfNone: Bool {
        uploaded == 0
            && [validated, pending, accepted, closed, billed].allSatisfy { ($0 ?? 0) == 0 }
    }
}
