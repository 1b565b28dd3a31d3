package import UsageModel

/// One cell of a plan: what was found, what is decided, and all that carrying it out needs.
package struct PlannedCell: Sendable {
    package var cell: Cell
    /// Nil where nothing is owed and something stands there all the same.
    package var obligation: Obligation?
    package var files: [PlacedFile]
    package var usage: CellUsage
    package var assessment: Assessment
    package var isOverdue: Bool
    package var fields: FileFields?
    /// Files without a period, or whose month a person has said, that the plan has placed elsewhere
    /// or left out of account.
    package var periodless: Set<UsageFileID> = []
    /// Those among them that are submitted.
    package var periodlessSubmitted: Set<UsageFileID> = []
    /// Foreign drafts of the month that the policy leaves out of account.
    package var ignored: Set<UsageFileID> = []
    /// Whether a person's approval is bound to the cell as it stands.
    package var isApproved = false
    /// What was sent for the month before, where it is known.
    package var lastMonth: MonthUsage?
    /// What an approval of the cell as it stands would bind; nil where nothing is owed.
    package var approvalDigest: String?
    /// What the platform made of the rows, where they were staged to be checked.
    package var staged: StagedFile?

    /// All that would keep the source's answer from being sent, whatever stands on Connect.
    package var objections: [Objection] = []

    package var decision: Decision { assessment.decision }
    package var state: CellState { assessment.state }

    /// Whether a person said of the cell, or of one of its files, that it is known.
    func isAcknowledged(by acknowledgements: [String: Acknowledgement], at now: Timestamp) -> Bool {
        let subjects = [cell.description] + files.map(\.file.id.text)
        return subjects.contains { acknowledgements[$0].map { now < $0.until } ?? false }
    }

    /// Notes what a limit over many cells would say of the source's answer where it is not about to
    /// be sent; a person's approval of the cell as it stands overrules it.
    mutating func object(_ reason: ReasonCode, _ message: String?) {
        guard let message, usage.answer == .records || usage.answer == .zero, !isApproved,
            decision.verb != .converge
        else { return }
        objections.append(Objection(reason: reason, message: message))
    }

    /// What a report shows of the objections: the first, where the decision does not say it.
    package var objectionReport: Objection? {
        objections.first { decision.verb != .hold || decision.reason != $0.reason }
    }

    /// What a report shows of the usage, beside the month before.
    package var usageReport: UsageReport {
        var report = usage.report
        report.lastQuantity = lastMonth.flatMap { $0.items.map(\.quantity).exactSum }
        let amounts = (lastMonth?.items ?? []).compactMap(\.amount)
        report.lastAmount = amounts.isEmpty ? nil : amounts.exactSum
        return report
    }

    package init(
        cell: Cell, obligation: Obligation?, files: [PlacedFile], usage: CellUsage,
        assessment: Assessment, isOverdue: Bool, fields: FileFields? = nil
    ) {
        self.cell = cell
        self.obligation = obligation
        self.files = files
        self.usage = usage
        self.assessment = assessment
        self.isOverdue = isOverdue
        self.fields = fields
    }
}

extension Sequence<PlannedCell> {
    /// The time from which on all files in work were created, and those of now will be.
    package func earliestCreation(at now: Timestamp) -> Timestamp {
        let known = compactMap { $0.assessment.survivor?.events.created?.at }
        return known.reduce(now, Swift.min).adding(UsageFile.createdSlack)
    }
}

/// The fields with which a usage file is created.
package struct FileFields: Hashable, Sendable {
    package var name: String
    package var description: String
    package var note: String?
    /// Nil for schemas without money.
    package var currency: String?

    package init(name: String, description: String, note: String? = nil, currency: String? = nil) {
        self.name = name
        self.description = description
        self.note = note
        self.currency = currency
    }
}
