package import UsageModel

/// Looks at the rows of one cell, one after the other, for what the platform would refuse or what
/// would bill a customer twice.
///
/// Memory grows with the items, subscriptions and record ids of the cell, not with what its rows
/// hold beside them.
package struct Preflight {
    let cell: Cell
    let facts: PreflightFacts
    /// Nil for a product that is not pay-as-you-go, which a guard holds.
    let capability: PayAsYouGo?
    let firstInstant: Timestamp
    let afterLast: Timestamp
    /// The product's mandatory columns without their `v.`.
    let requiredFields: [String]
    private let product: Product?
    private var found: [ReasonCode: PreflightFault] = [:]
    private var rows = 0
    /// Whether any row names its currency, and the rows that do not.
    var namesCurrency = false
    private var withoutCurrency = PreflightFault(code: .currencyMixed, count: 0, examples: [])
    private var recordIDs: Set<UInt64> = []
    private var subscriptions: [SubscriptionID: Finding?] = [:]
    private var items: [String: ItemFinding] = [:]
    /// How the first row of each new item describes it.
    var newItems: [String: NewItem] = [:]

    /// A fault that all rows of one subscription or item share.
    struct Finding {
        let code: ReasonCode
        let detail: String
    }

    /// What an item that a product does not have yet is to be.
    struct NewItem: Equatable, CustomStringConvertible {
        var unit: String?
        var precision: String?

        init(unit: String?, precision: String?) {
            self.unit = unit
            self.precision = precision?.lowercased()
        }

        var description: String { "'\(precision ?? "")' of '\(unit ?? "")'" }
    }

    enum ItemFinding {
        case known(decimals: Int?)
        case fault(Finding)
        /// The product may get it with the rows that name it.
        case new
    }

    package init(_ cell: Cell, facts: PreflightFacts) {
        self.cell = cell
        self.facts = facts
        product = facts.products[cell.product]
        capability = product?.payAsYouGo
        firstInstant = Timestamp(startOf: cell.month.firstDay)
        afterLast = Timestamp(startOf: cell.month.next.firstDay)
        requiredFields = (capability?.requiredCustomFields ?? []).map {
            $0.hasPrefix("v.") ? String($0.dropFirst(2)) : $0
        }
    }

    /// Adds what is wrong with one more row.
    package mutating func check(_ row: UsageRow) {
        rows += 1
        checkRecordID(row)
        checkSubscription(row)
        checkItem(row)
        checkMoney(row)
        checkTimes(row)
        checkTexts(row)
    }

    /// What was found in the rows so far.
    package var verdict: PreflightVerdict {
        var found = found
        if namesCurrency, withoutCurrency.count > 0 {
            found[.currencyMixed] =
                found[.currencyMixed]?.joined(with: withoutCurrency) ?? withoutCurrency
        }
        var faults = ReasonCode.ofRows.compactMap { found[$0] }
        if rows > facts.rowsPerFile {
            faults.insert(.tooManyRows(rows, allowed: facts.rowsPerFile), at: 0)
        }
        return PreflightVerdict(faults: faults, rows: rows)
    }

    /// Counts a fault, and keeps the row as an example while there is room.
    mutating func note(_ code: ReasonCode, _ row: UsageRow, _ detail: @autoclosure () -> String) {
        found[code, default: PreflightFault(code: code, count: 0, examples: [])]
            .add(row, detail())
    }

    /// Counts a row without a currency, which is a fault where others name theirs.
    mutating func countWithoutCurrency(_ row: UsageRow) {
        withoutCurrency.add(row, "'currency' is empty, and other rows of the file name theirs")
    }

    private mutating func checkRecordID(_ row: UsageRow) {
        let hash = RecordIDHashes.hash(row.recordID)
        if !recordIDs.insert(hash).inserted {
            note(.recordTwice, row, "the record id '\(row.recordID)' stands twice")
        }
        guard !facts.sentRecords.isEmpty else { return }
        let isNamed = row.record.recordID != nil
        guard
            let earlier = facts.sentRecords.file(
                holding: isNamed ? hash : RowContent.hash(of: row), besides: cell)
        else { return }
        note(
            .recordSentBefore, row,
            isNamed
                ? "the record id '\(row.recordID)' is in '\(earlier.file)' of \(earlier.cell)"
                : "a row with the same subscription, item, times and quantity is in "
                    + "'\(earlier.file)' of \(earlier.cell): if it is other usage, give this row a "
                    + "record id")
    }

    private mutating func checkSubscription(_ row: UsageRow) {
        let finding: Finding?
        if let known = subscriptions[row.asset] {
            finding = known
        } else {
            finding = judge(row.asset)
            subscriptions[row.asset] = .some(finding)
        }
        if let finding { note(finding.code, row, finding.detail) }
    }

    private mutating func checkItem(_ row: UsageRow) {
        let mpn = row.record.itemMPN
        let finding = items[mpn] ?? judge(item: mpn)
        items[mpn] = finding
        switch finding {
        case .known(let decimals): checkQuantity(row, decimals: decimals)
        case .fault(let fault):
            note(fault.code, row, fault.detail)
            checkQuantity(row, decimals: nil)
        case .new: checkNewItem(row)
        }
    }
}
