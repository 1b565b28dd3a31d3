import UsageModel

/// Reports as cycles make them, with only what notifications look at.
enum NotificationReports {
    static let time = Timestamp("2026-11-09T06:00:00Z") ?? Timestamp(seconds: 0)
    static let october = BillingMonth("2026-10") ?? BillingMonth(index: 0)

    static func cell(_ number: Int, _ month: BillingMonth = october) -> Cell {
        Cell(contract: ContractID("CRD-\(number)"), product: "PRD-1", month: month)
    }

    static func inSync(_ number: Int, _ month: BillingMonth = october) -> CellReport {
        CellReport(
            cell: cell(number, month), state: .inSync,
            decision: Decision(verb: .none, reason: .submitted, message: "submitted"))
    }

    static func held(
        _ number: Int, _ reason: ReasonCode = .usageUnknown, month: BillingMonth = october,
        state: CellState = .unknownUsage, isOverdue: Bool = false, isAcknowledged: Bool = false
    ) -> CellReport {
        let cell = cell(number, month)
        return CellReport(
            cell: cell, state: state, overdue: isOverdue,
            decision: Decision(
                verb: .hold, reason: reason, message: "it is held", next: "usagectl explain \(cell)"
            ),
            acknowledged: isAcknowledged)
    }

    static func missing(_ number: Int, isOverdue: Bool = false) -> CellReport {
        CellReport(
            cell: cell(number), state: .missing, overdue: isOverdue,
            decision: Decision(
                verb: .converge, steps: [.create, .upload, .submit], reason: .noFile,
                message: "no usage file covers this month", next: "usagectl reconcile"))
    }

    static func report(
        _ id: String, _ cells: [CellReport], unattributed: [UnattributedUsage] = [],
        problems: [String] = [], errors: [String] = []
    ) -> DriftReport {
        var report = DriftReport(
            id: id, command: "run", asOf: time, endpoint: "https://connect.example",
            identity: "tests",
            observation: ReportObservation(complete: problems.isEmpty, problems: problems),
            cells: cells, unattributed: unattributed, errors: errors)
        report.summary.obligations = cells.count
        return report
    }
}
