import Policy
import UsageModel

/// Guards over the plan as a whole: what time clears waits, what a person clears is held.
struct RunGuards {
    let limits: RunLimits
    let files: [UsageFile]
    let identity: Identity
    let now: Timestamp
    let history: [CellPair: [MonthUsage]]
    /// Cells that a person approved as they stand.
    let approved: Set<Cell>

    /// What this run may act on: only that counts against its limits.
    let selection: CellSelection
    /// Cells that did not get through when their turn came last.
    let failed: Set<Cell>

    private static let fewestPerDay = 500

    func check(_ cells: [PlannedCell]) -> [PlannedCell] {
        let spiking = productsOutOfProportion(cells)
        let unaffordable = amountsOfMonths(cells)
        var checked = cells.map { planned in
            var planned = planned
            planned.object(.productTotal, spiking[ProductMonth(planned.cell)])
            planned.object(.amountPerRun, unaffordable[planned.cell])
            guard let message = spiking[ProductMonth(planned.cell)], sends(planned),
                !approved.contains(planned.cell)
            else { return planned }
            return Self.deciding(planned, .hold, .productTotal, message)
        }
        pace(&checked, limit: limits.createsPerRun, step: .create, .createsPerRun, "createsPerRun")
        pace(&checked, limit: limits.submitsPerRun, step: .submit, .submitsPerRun, "submitsPerRun")
        pace(
            &checked, limit: submitsLeftToday(cells), step: .submit, .submitsPerDay, "submitsPerDay"
        )
        holdAmounts(&checked)
        return checked
    }

    // MARK: Pace

    /// The cells on which this run acts, most urgent first. Those that failed before come last, or
    /// what fails in every run would leave nothing of a limit to the others.
    private func actions(of cells: [PlannedCell]) -> [PlannedCell] {
        let selected = Plan(cells: cells).actions.filter { selection.contains($0.cell) }
        return selected.filter { !failed.contains($0.cell) }
            + selected.filter { failed.contains($0.cell) }
    }

    /// Lets the first cells through and makes the others wait, so that none is half begun.
    private func pace(
        _ cells: inout [PlannedCell], limit: Int?, step: Step, _ reason: ReasonCode, _ name: String
    ) {
        guard let limit else { return }
        let wanting = actions(of: cells).filter { $0.decision.steps.contains(step) }
        let late = Set(wanting.dropFirst(max(0, limit)).map(\.cell))
        guard !late.isEmpty else { return }
        let message =
            "\(wanting.count) cells would \(step.rawValue), limits.\(name) leaves \(max(0, limit))"
        cells = cells.map { planned in
            late.contains(planned.cell) ? Self.deciding(planned, .wait, reason, message) : planned
        }
    }

    /// Counted from Connect's own events, so that a lost ledger does not forget the day.
    private func submitsLeftToday(_ cells: [PlannedCell]) -> Int? {
        let limit: Int
        switch limits.submitsPerDay {
        case .none: return nil
        case .files(let count): limit = count
        case .auto:
            let newest = cells.compactMap(\.obligation?.cell.month).max()
            let owed = cells.count { $0.obligation != nil && $0.cell.month == newest }
            limit = max(Self.fewestPerDay, 2 * owed)
        }
        let today = files.count { file in
            FileMatching.ownMarker(of: file, identity: identity) != nil
                && file.events.submitted.map { $0.at.date == now.date } ?? false
        }
        return limit - today
    }

    private func holdAmounts(_ cells: inout [PlannedCell]) {
        guard let limits = limits.amountPerRun else { return }
        var spent: [String: ExactDecimal] = [:]
        var held: [Cell: String] = [:]
        for planned in actions(of: cells) where sends(planned) {
            guard let currency = planned.fields?.currency, let amount = planned.usage.amount,
                !approved.contains(planned.cell)
            else { continue }
            guard let limit = limits[currency] else {
                held[planned.cell] = Self.notListed(currency)
                continue
            }
            let sum = (spent[currency] ?? .zero).adding(amount.magnitude)
            if let sum, sum <= limit {
                spent[currency] = sum
            } else {
                held[planned.cell] =
                    "the files of this run would amount to more than limits.amountPerRun, "
                    + "\(limit) \(currency)"
            }
        }
        cells = cells.map { planned in
            held[planned.cell].map { Self.deciding(planned, .hold, .amountPerRun, $0) } ?? planned
        }
    }

    /// What `limits.amountPerRun` would say of each cell if one run had to send all of its month:
    /// the cells that other files settle would be among them, were these files not there.
    private func amountsOfMonths(_ cells: [PlannedCell]) -> [Cell: String] {
        guard let limits = limits.amountPerRun else { return [:] }
        var found: [Cell: String] = [:]
        for (month, cells) in Dictionary(grouping: cells, by: \.cell.month) {
            let priced = cells.filter {
                $0.usage.answer == .records && $0.usage.amount != nil
                    && $0.fields?.currency != nil && !approved.contains($0.cell)
            }
            for (currency, cells) in Dictionary(grouping: priced, by: { $0.fields?.currency ?? "" })
            {
                let sum = cells.compactMap(\.usage.amount?.magnitude).exactSum
                guard let objection = Self.objection(to: sum, currency, of: month, limits) else {
                    continue
                }
                for planned in cells { found[planned.cell] = objection }
            }
        }
        return found
    }

    private static func objection(
        to sum: ExactDecimal?, _ currency: String, of month: BillingMonth,
        _ limits: [String: ExactDecimal]
    ) -> String? {
        guard let limit = limits[currency] else { return notListed(currency) }
        if let sum, sum <= limit { return nil }
        // A sum that no number can hold is over every limit.
        let figure = sum.map { "amount to \($0) \(currency)" } ?? "need more than 38 digits"
        return "all files of \(month) \(figure), limits.amountPerRun is \(limit)"
    }

    private static func notListed(_ currency: String) -> String {
        "limits.amountPerRun lists no limit for '\(currency)'"
    }

    // MARK: Proportion

    /// Products whose month is out of all proportion to the month before: a unit mistake is one
    /// sentence, not hundreds. Only pairs whose month before is known are compared.
    private func productsOutOfProportion(_ cells: [PlannedCell]) -> [ProductMonth: String] {
        var sums: [ProductMonth: (now: ExactDecimal, before: ExactDecimal)] = [:]
        for planned in cells where planned.usage.answer == .records || planned.usage.answer == .zero
        {
            guard
                let last = history[planned.cell.pair]?.first(where: {
                    $0.month == planned.cell.month.previous
                })
            else { continue }
            let isPriced = planned.obligation?.facts.schema?.isPriced == true
            let before = last.items.map { (isPriced ? $0.amount : $0.quantity) ?? .zero }.exactSum
            let current = (isPriced ? planned.usage.amount : planned.usage.quantity) ?? .zero
            let key = ProductMonth(planned.cell)
            let sum = sums[key] ?? (.zero, .zero)
            sums[key] = (
                sum.now.adding(current) ?? sum.now, sum.before.adding(before ?? .zero) ?? sum.before
            )
        }
        return sums.compactMapValues { sum in
            guard !sum.before.isZero, !sum.now.isZero,
                let high = sum.before.multiplied(by: limits.productTotal),
                let low = sum.now.multiplied(by: limits.productTotal),
                sum.now > high || low < sum.before
            else { return nil }
            return "the product's total is \(sum.now), the month before it was \(sum.before); "
                + "limits.productTotal is \(limits.productTotal)"
        }
    }

    // MARK: Short forms

    private func sends(_ planned: PlannedCell) -> Bool {
        planned.decision.verb == .converge && planned.decision.steps.contains { $0 != .delete }
    }

    private static func deciding(
        _ planned: PlannedCell, _ verb: Decision.Verb, _ reason: ReasonCode, _ message: String
    ) -> PlannedCell {
        var copy = planned
        copy.assessment.decision = Decision(
            verb: verb, reason: reason, message: message,
            next: verb == .hold
                ? NextCommand.approve(planned.cell) : NextCommand.reconcile(planned.cell))
        return copy
    }
}
