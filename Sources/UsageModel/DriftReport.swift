/// What one cycle found and did: the record that commands print, the ledger keeps and scripts read.
///
/// The JSON shape is a contract (`schemaVersion` 1): keys may be added, never renamed.
package struct DriftReport: Hashable, Sendable {
    /// The command of the daily comparison that a run makes while it only observes. It stands
    /// beside the run's own reports, and is never meant by "the last report".
    package static let comparison = "shadow"

    package var schemaVersion = 1
    package var kind = "DriftReport"
    /// A ULID: sorts by time.
    package var id: String
    /// `diff`, `reconcile` or `run`, or `shadow` for a comparison.
    package var command: String
    /// The clock with which everything was evaluated.
    package var asOf: Timestamp
    package var endpoint: String
    package var identity: String
    /// The months that are covered, nil where nothing is owed.
    package var months: ReportMonths?
    package var observation: ReportObservation
    package var summary: ReportSummary
    package var conservation: Conservation
    /// Sorted by contract, product, month; cells in sync too.
    package var cells: [CellReport]
    package var unattributed: [UnattributedUsage]
    package var findings: [Finding]
    /// Sentences about what failed while the cycle ran.
    package var errors: [String]
    /// Where the ledger stood behind it; nil for a report that was not recorded.
    package var ledger: ReportLedger?

    package init(
        id: String, command: String, asOf: Timestamp, endpoint: String, identity: String,
        months: ReportMonths? = nil, observation: ReportObservation,
        summary: ReportSummary = ReportSummary(), conservation: Conservation = Conservation(),
        cells: [CellReport] = [], unattributed: [UnattributedUsage] = [],
        findings: [Finding] = [], errors: [String] = [], ledger: ReportLedger? = nil
    ) {
        self.id = id
        self.command = command
        self.asOf = asOf
        self.endpoint = endpoint
        self.identity = identity
        self.months = months
        self.observation = observation
        self.summary = summary
        self.conservation = conservation
        self.cells = cells
        self.unattributed = unattributed
        self.findings = findings
        self.errors = errors
        self.ledger = ledger
    }
}

extension DriftReport: Codable {
    private enum CodingKeys: String, CodingKey {
        case schemaVersion, kind, id, command, asOf, endpoint, identity, months, observation
        case summary, conservation, cells, unattributed, findings, errors, ledger
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(schemaVersion, forKey: .schemaVersion)
        try values.encode(kind, forKey: .kind)
        try values.encode(id, forKey: .id)
        try values.encode(command, forKey: .command)
        try values.encode(asOf, forKey: .asOf)
        try values.encode(endpoint, forKey: .endpoint)
        try values.encode(identity, forKey: .identity)
        // Without obligations there are no months: null, so that the key is always there.
        try values.encode(months, forKey: .months)
        try values.encode(observation, forKey: .observation)
        try values.encode(summary, forKey: .summary)
        try values.encode(conservation, forKey: .conservation)
        try values.encode(cells, forKey: .cells)
        try values.encode(unattributed, forKey: .unattributed)
        try values.encode(findings, forKey: .findings)
        try values.encode(errors, forKey: .errors)
        try values.encode(ledger, forKey: .ledger)
    }
}

/// The months of a report, both inclusive.
package struct ReportMonths: Hashable, Sendable, Codable {
    package var from: BillingMonth
    package var to: BillingMonth

    package init(from: BillingMonth, to: BillingMonth) {
        self.from = from
        self.to = to
    }
}

/// What was read from Connect, and whether it is proven complete.
package struct ReportObservation: Hashable, Sendable, Codable {
    package var complete: Bool
    /// HTTP requests of the whole cycle so far.
    package var requests: Int
    package var contracts: Int
    package var listings: Int
    package var products: Int
    package var files: Int
    /// Why the reading is not proven, a sentence each.
    package var problems: [String]

    package init(
        complete: Bool = false, requests: Int = 0, contracts: Int = 0, listings: Int = 0,
        products: Int = 0, files: Int = 0, problems: [String] = []
    ) {
        self.complete = complete
        self.requests = requests
        self.contracts = contracts
        self.listings = listings
        self.products = products
        self.files = files
        self.problems = problems
    }
}

/// Counts of cells.
package struct ReportSummary: Hashable, Sendable, Codable {
    package var obligations = 0
    /// Cells with nothing left to do, no usage included.
    package var inSync = 0
    package var drifted = 0
    package var actionable = 0
    package var waiting = 0
    package var held = 0
    package var overdue = 0
    /// By the state's word; states without a cell are left out.
    package var byState: [String: Int] = [:]

    package init() {}
}

/// The balance of the vendor's records: each delivered record is in exactly one place.
package struct Conservation: Hashable, Sendable, Codable {
    package var delivered = 0
    /// In a file, or planned into one.
    package var inFiles = 0
    package var held = 0
    package var unattributed = 0
    package var balanced = true

    package init() {}

    package init(delivered: Int, inFiles: Int, held: Int, unattributed: Int) {
        self.delivered = delivered
        self.inFiles = inFiles
        self.held = held
        self.unattributed = unattributed
        balanced = delivered == inFiles + held + unattributed
    }
}

/// Something worth knowing that is no cell.
package struct Finding: Hashable, Sendable, Codable {
    package var code: String
    package var message: String
    /// What it is about: an id, a file, a policy.
    package var subject: String
    package var next: String

    package init(code: String, message: String, subject: String, next: String) {
        self.code = code
        self.message = message
        self.subject = subject
        self.next = next
    }
}

/// Records that belong to no obligation, of one product, month and reason.
package struct UnattributedUsage: Hashable, Sendable, Codable {
    /// Stands for the product of rows that do not tell theirs; they count against every product of
    /// the month.
    package static let unreadableProduct = ProductID("(unreadable)")

    package var product: ProductID
    package var month: BillingMonth
    package var records: Int
    package var reason: UnattributedReason
    /// Up to five of the values that could not be placed.
    package var examples: [String]
    /// Who said until when that this is known; such usage stays in the report.
    package var acknowledged: Bool
    /// The usage source that delivered it, by name; nil in reports of before this was kept.
    package var source: String?

    package init(
        product: ProductID, month: BillingMonth, records: Int, reason: UnattributedReason,
        examples: [String], acknowledged: Bool = false, source: String? = nil
    ) {
        self.product = product
        self.month = month
        self.records = records
        self.reason = reason
        self.examples = examples
        self.acknowledged = acknowledged
        self.source = source
    }
}
