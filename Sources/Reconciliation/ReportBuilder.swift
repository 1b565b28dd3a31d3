import Policy
package import UsageModel

/// Turns a plan, and what was achieved, into the report that everybody reads.
package struct ReportBuilder {
    private let plan: Plan
    private let observation: Observation
    private let acknowledgements: [String: Acknowledgement]
    private let now: Timestamp

    package init(
        _ plan: Plan, observation: Observation, knowledge: LedgerKnowledge, now: Timestamp
    ) {
        self.plan = plan
        self.observation = observation
        acknowledgements = knowledge.acknowledgements
        self.now = now
    }

    /// Fills the plan's part of a report; `outcomes` is nil for a diff.
    package func fill(
        _ report: inout DriftReport, selection: CellSelection = CellSelection(),
        outcomes: [Cell: Outcome]? = nil
    ) {
        let selected = plan.cells.filter { selection.contains($0.cell) }
        report.cells = selected.map { cell($0, outcomes: outcomes) }
        report.unattributed = plan.unattributed.filter {
            selection.contains(product: $0.product, month: $0.month)
        }.map(acknowledged)
        report.findings = plan.findings
        report.summary = Self.summary(of: report.cells)
        report.conservation = conservation(selection, outcomes)
        let owed = selected.compactMap(\.obligation?.cell.month)
        if let from = owed.min(), let to = owed.max() {
            report.months = ReportMonths(from: from, to: to)
        }
    }

    private func cell(_ planned: PlannedCell, outcomes: [Cell: Outcome]?) -> CellReport {
        CellReport(
            cell: planned.cell, contractName: observation.contracts[planned.cell.contract]?.name,
            productName: observation.products[planned.cell.product]?.name,
            provider: observation.offers[planned.cell.pair]?.provider
                ?? planned.files.compactMap(\.file.provider).first,
            state: planned.state,
            owed: planned.obligation != nil, due: planned.obligation?.due,
            overdue: planned.isOverdue, files: planned.files.map(\.report),
            usage: planned.usageReport, decision: planned.decision,
            outcome: outcomes?[planned.cell], policy: planned.obligation?.policy.matched ?? [],
            notes: planned.assessment.notes,
            acknowledged: planned.isAcknowledged(by: acknowledgements, at: now),
            difference: planned.assessment.difference,
            staged: planned.staged, objection: planned.objectionReport)
    }

    private func acknowledged(_ usage: UnattributedUsage) -> UnattributedUsage {
        var copy = usage
        copy.acknowledged = usage.isAcknowledged(by: acknowledgements, at: now)
        return copy
    }

    package static func summary(of cells: [CellReport]) -> ReportSummary {
        var summary = ReportSummary()
        for cell in cells {
            if cell.owed { summary.obligations += 1 }
            if cell.overdue { summary.overdue += 1 }
            summary.byState[cell.state.rawValue, default: 0] += 1
            switch cell.decision.verb {
            case .none: summary.inSync += 1
            case .converge: summary.actionable += 1
            case .wait: summary.waiting += 1
            case .hold: summary.held += 1
            }
        }
        summary.drifted = cells.count - summary.inSync
        return summary
    }

    /// Where every delivered record is: counted by cell, so that nothing is taken for granted.
    private func conservation(
        _ selection: CellSelection, _ outcomes: [Cell: Outcome]?
    ) -> Conservation {
        var (inFiles, held) = (0, 0)
        for planned in plan.cells where selection.contains(planned.cell) {
            let records = planned.usage.countedRecords
            if isInFile(planned, outcomes?[planned.cell]) {
                inFiles += records - planned.usage.undecided
                held += planned.usage.undecided
            } else {
                held += records
            }
        }
        let unattributed = plan.unattributed.filter {
            selection.contains(product: $0.product, month: $0.month)
        }.map(\.records).reduce(0, +)
        let sum = inFiles + held + unattributed
        let delivered = selection.isEverything ? plan.delivered : sum
        return Conservation(
            delivered: delivered, inFiles: inFiles, held: held, unattributed: unattributed)
    }

    private func isInFile(_ planned: PlannedCell, _ outcome: Outcome?) -> Bool {
        if let outcome {
            switch outcome.result {
            case .submitted, .ready, .processing, .deleted: return true
            case .invalid, .failed, .unknown, .held, .notStarted: return false
            }
        }
        switch planned.decision.verb {
        case .none, .converge: return true
        case .wait, .hold: return false
        }
    }
}

extension CellUsage {
    /// The source's records that this cell accounts for; zero records that we add are not among
    /// them.
    var countedRecords: Int { (answer == .records ? rows : 0) + undecided }
}
