package import UsageModel

/// What the sources said, attributed to cells.
package struct UsageView: Sendable {
    /// By cell; a cell without an entry was not asked for.
    package var cells: [Cell: CellUsage]
    package var unattributed: [UnattributedUsage]
    /// Unattributed usage once more, for the other months that it may be of: it is listed and
    /// counted under one, and doubted in all.
    package var doubts: [UnattributedUsage] = []
    /// Records that the sources delivered for the months asked.
    package var delivered: Int
    /// By source the months that were read whole, so that what was unattributed in them is known
    /// anew.
    package var wholeMonths: [String: Set<BillingMonth>] = [:]
    /// By source the products and months of which it could not say everything.
    package var doubtful: [String: Set<ProductMonth>] = [:]
    /// What is to be known of rows that are not records one by one, by the source's name.
    package var notes: [String: [String]] = [:]

    package init(
        cells: [Cell: CellUsage] = [:], unattributed: [UnattributedUsage] = [], delivered: Int = 0
    ) {
        self.cells = cells
        self.unattributed = unattributed
        self.delivered = delivered
    }

    package func usage(of cell: Cell) -> CellUsage {
        cells[cell] ?? CellUsage(answer: .notFetched)
    }
}

extension UsageView {
    /// Adds what earlier reports knew to be unattributed and no whole reading of the same source
    /// has cleared since.
    ///
    /// - Parameter sources: those of the configuration. What another one left, or nobody knows
    ///   which, is cleared by any: nothing else ever would.
    package mutating func carry(_ earlier: [UnattributedUsage], sources: Set<String> = []) {
        let kept = earlier.filter { old in
            let source = old.source.flatMap { sources.contains($0) ? $0 : nil }
            return !isWhole(ProductMonth(product: old.product, month: old.month), in: source)
                && !unattributed.contains { new in
                    (new.product, new.month, new.reason) == (old.product, old.month, old.reason)
                        && (source == nil || new.source == source)
                }
        }
        unattributed = (unattributed + kept).sorted {
            ($0.month, $0.product, $0.reason.rawValue) < ($1.month, $1.product, $1.reason.rawValue)
        }
        delivered += kept.reduce(0) { $0 + $1.records }
    }
}

extension UsageView {
    private func isWhole(_ place: ProductMonth, in source: String?) -> Bool {
        let sources = source.map { [$0] } ?? wholeMonths.keys.sorted()
        return sources.contains { name in
            wholeMonths[name]?.contains(place.month) ?? false
                && !(doubtful[name]?.contains(place) ?? false)
        }
    }

    /// Counts rows of which no record could be made among the unattributed; `carry` puts them into
    /// their order.
    package mutating func setAside(_ rows: [UnattributedUsage]) {
        unattributed += rows
        delivered += rows.reduce(0) { $0 + $1.records }
    }
}

/// What the source said of one cell.
package struct CellUsage: Sendable {
    package enum Answer: Hashable, Sendable {
        case records
        /// The source attests that there was none.
        case zero
        /// The source cannot say, and why.
        case unknown(String)
        case notFetched
    }

    package var answer: Answer
    /// How many rows there are to send. The rows themselves may be many and stay where they are
    /// kept; nothing here depends on more than their totals.
    package var rows: Int
    /// Rows, totals and digest; nil without rows.
    package var sent: SentUsage?
    package var quantity: ExactDecimal?
    package var amount: ExactDecimal?
    /// The currencies that records name, sorted.
    package var currencies: [String]
    /// Until when an unknown answer is expected to become known; nil leaves it to the due date.
    package var expectedBy: Timestamp?
    /// Records that stand here only to be counted: several cells might own them.
    package var undecided = 0
    /// What the rows name as the places that they were read from, in order.
    package var origins: [String] = []
    /// The files among them, in order of name, with their digests.
    package var sources: [SourceDigest] = []
    /// What the check of the rows found; nil where they were not checked.
    package var preflight: PreflightVerdict?
    /// Why the rows must not be sent, if they must not: what the check found, or what is wrong
    /// with the reading as a whole.
    package var defect: UsageDefect?

    package init(
        answer: Answer, rows: Int = 0, sent: SentUsage? = nil,
        quantity: ExactDecimal? = nil, amount: ExactDecimal? = nil, currencies: [String] = [],
        expectedBy: Timestamp? = nil, defect: UsageDefect? = nil
    ) {
        self.answer = answer
        self.rows = rows
        self.sent = sent
        self.quantity = quantity
        self.amount = amount
        self.currencies = currencies
        self.expectedBy = expectedBy
        self.defect = defect
    }

    package var digest: String? { sent?.digest }

    /// What a report shows of it.
    package var report: UsageReport {
        switch answer {
        case .records:
            UsageReport(
                answer: .records, records: rows, quantity: quantity, amount: amount,
                currency: currencies.count == 1 ? currencies[0] : nil, digest: digest)
        case .zero: UsageReport(answer: .zero, records: 0)
        case .unknown: UsageReport(answer: .unknown)
        case .notFetched: UsageReport(answer: .notFetched)
        }
    }
}

/// A reason in the rows themselves that forbids sending them.
package struct UsageDefect: Hashable, Sendable {
    package var reason: ReasonCode
    package var message: String

    package init(reason: ReasonCode, message: String) {
        self.reason = reason
        self.message = message
    }
}
