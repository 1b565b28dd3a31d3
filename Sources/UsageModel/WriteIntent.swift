/// A write to Connect that is about to be sent; it is in the ledger, synced, before the request.
package struct WriteIntent: Hashable, Sendable, Codable {
    package var step: Step
    package var cell: Cell
    /// Nil for a create, whose file has no id yet.
    package var file: UsageFileID?
    package var at: Timestamp
    /// What an upload sends; nil for other steps.
    package var sent: SentUsage?
    /// The archived list of the rows' sources, `sha256:...`; nil where nothing is archived.
    package var manifest: String?

    package init(
        step: Step, cell: Cell, file: UsageFileID? = nil, at: Timestamp, sent: SentUsage? = nil,
        manifest: String? = nil
    ) {
        self.step = step
        self.cell = cell
        self.file = file
        self.at = at
        self.sent = sent
        self.manifest = manifest
    }
}

/// What became of a write.
package struct WriteOutcome: Hashable, Sendable, Codable {
    package enum Result: String, Sendable, Codable {
        /// The platform said that it is done.
        case answered
        /// The platform said no: it was not done.
        case refused
        /// It never reached the platform, or was turned away before the act (429).
        case notSent
        /// The answer was lost: it may have been done, may still be, or never will.
        case unknown
    }

    package var result: Result
    /// The file that the write made or touched, where it is known.
    package var file: UsageFileID?
    /// For an upload: the platform's own time of it, which pins the content that we sent.
    package var uploadedAt: Timestamp?
    package var message: String?
    package var at: Timestamp

    package init(
        result: Result, file: UsageFileID? = nil, uploadedAt: Timestamp? = nil,
        message: String? = nil, at: Timestamp
    ) {
        self.result = result
        self.file = file
        self.uploadedAt = uploadedAt
        self.message = message
        self.at = at
    }
}

/// What a workbook contained, for later questions.
package struct SentUsage: Hashable, Sendable, Codable {
    /// Of the rows, `sha256:...`.
    package var digest: String
    package var rows: Int
    package var currency: String?
    /// By item MPN, sorted.
    package var items: [ItemTotal]
    /// The subscriptions of the rows with the contract they were attributed to, sorted.
    package var subscriptions: [SubscriptionID]
    /// SHA-256 of the workbook, `sha256:...`.
    package var workbook: String?
    /// Of the rows whose ids the vendor gave; nil where there are none, or where they were not
    /// asked for.
    package var recordIDs: RecordIDHashes?

    package init(
        digest: String, rows: Int, currency: String? = nil, items: [ItemTotal] = [],
        subscriptions: [SubscriptionID] = [], workbook: String? = nil
    ) {
        self.digest = digest
        self.rows = rows
        self.currency = currency
        self.items = items
        self.subscriptions = subscriptions
        self.workbook = workbook
    }
}

/// The sums of one item's rows.
package struct ItemTotal: Hashable, Sendable, Codable {
    package var mpn: String
    package var rows: Int
    package var quantity: ExactDecimal
    /// Nil for schemas without money.
    package var amount: ExactDecimal?

    package init(mpn: String, rows: Int, quantity: ExactDecimal, amount: ExactDecimal? = nil) {
        self.mpn = mpn
        self.rows = rows
        self.quantity = quantity
        self.amount = amount
    }
}
