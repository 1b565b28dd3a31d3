/// One cell of a report.
package struct CellReport: Hashable, Sendable {
    package var cell: Cell
    package var contractName: String?
    package var productName: String?
    /// The distributor under whose contract it is owed, where Connect names one.
    package var provider: Account?
    package var state: CellState
    /// Whether the month must have a submitted file; false for what stands where nothing is owed.
    package var owed: Bool
    /// The last day on which a submitted file is in time, nil where nothing is owed.
    package var due: CalendarDate?
    package var overdue: Bool
    package var files: [FileReport]
    package var usage: UsageReport
    package var decision: Decision
    /// What was achieved; only after a reconcile.
    package var outcome: Outcome?
    /// The names of the policies that apply, most specific first.
    package var policy: [String]
    /// Leftovers and other remarks that need no decision.
    package var notes: [String]
    /// Whether a person took the held cell out of the exit code.
    package var acknowledged: Bool
    /// The source now against what was sent, where they were compared; without items where they
    /// agree.
    package var difference: UsageDifference?
    /// What the platform made of the rows, where they were staged to be checked.
    package var staged: StagedFile?
    /// Why the source's answer would be held if nothing of the month stood on Connect; nil where
    /// nothing speaks against it, or the decision says so itself.
    package var objection: Objection?

    package init(
        cell: Cell, contractName: String? = nil, productName: String? = nil,
        provider: Account? = nil, state: CellState,
        owed: Bool = true, due: CalendarDate? = nil, overdue: Bool = false,
        files: [FileReport] = [], usage: UsageReport = UsageReport(), decision: Decision,
        outcome: Outcome? = nil, policy: [String] = [], notes: [String] = [],
        acknowledged: Bool = false, difference: UsageDifference? = nil,
        staged: StagedFile? = nil, objection: Objection? = nil
    ) {
        self.cell = cell
        self.contractName = contractName
        self.productName = productName
        self.provider = provider
        self.state = state
        self.owed = owed
        self.due = due
        self.overdue = overdue
        self.files = files
        self.usage = usage
        self.decision = decision
        self.outcome = outcome
        self.policy = policy
        self.notes = notes
        self.acknowledged = acknowledged
        self.difference = difference
        self.staged = staged
        self.objection = objection
    }
}

/// A usage file as a report shows it.
package struct FileReport: Hashable, Sendable {
    /// Whose file it is, told by its external id.
    package enum Owner: String, Sendable, Codable {
        /// It carries our marker with our identity.
        case mine = "self"
        case foreign
    }

    package var id: UsageFileID
    package var status: UsageFileStatus
    package var externalId: String?
    package var owner: Owner

    package init(id: UsageFileID, status: UsageFileStatus, externalId: String?, owner: Owner) {
        self.id = id
        self.status = status
        self.externalId = externalId
        self.owner = owner
    }
}

extension FileReport: Codable {
    private enum CodingKeys: String, CodingKey { case id, status, externalId, owner }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(id, forKey: .id)
        try values.encode(status, forKey: .status)
        try values.encode(externalId, forKey: .externalId)
        try values.encode(owner, forKey: .owner)
    }
}
