import UsageModel

extension SampleWorld {
    static func settled(_ cell: Cell) -> CellReport {
        CellReport(
            cell: cell, state: .inSync, due: cell.month.next.firstDay.adding(days: 7),
            files: [
                FileReport(
                    id: UsageFileID("UF-\(cell.month)-4410-0001"), status: .accepted,
                    externalId: "usagectl:production:1f09", owner: .mine)
            ],
            usage: UsageReport(
                answer: .records, records: 12, quantity: ExactDecimal("4120.5"),
                amount: ExactDecimal("1834.20"), currency: "EUR"),
            decision: Decision(
                verb: .none, reason: .submitted, message: "a submitted file covers the month"),
            policy: ["emea", "defaults"])
    }

    static func missing(_ base: CellReport, isOverdue: Bool) -> CellReport {
        var cell = base
        cell.state = .missing
        cell.overdue = isOverdue
        cell.files = []
        cell.decision = Decision(
            verb: .converge, steps: [.create, .upload, .submit], reason: .noFile,
            message: "no usage file covers this month",
            next: "usagectl reconcile --contract \(cell.cell.contract) --product "
                + "\(cell.cell.product) --month \(cell.cell.month)")
        return cell
    }

    static func rejected(_ base: CellReport) -> CellReport {
        var cell = base
        cell.state = .rejected
        cell.overdue = true
        cell.files[0].status = .rejected
        cell.notes = ["an old foreign draft lies beside it"]
        cell.decision = Decision(
            verb: .hold, reason: .rejected,
            message: "the provider rejected 'UF-2026-09-4410-0001': the quantities are twice last "
                + "month's",
            next: "usagectl resend \(cell.cell)")
        return cell
    }

    static func firstFile(_ base: CellReport) -> CellReport {
        var cell = missing(base, isOverdue: false)
        cell.decision = Decision(
            verb: .hold, reason: .firstFile,
            message: "it would be the first file of this contract and product",
            next: "usagectl approve \(cell.cell)")
        return cell
    }

    static func processing(_ base: CellReport) -> CellReport {
        var cell = base
        cell.state = .processing
        cell.files[0].status = .processing
        cell.decision = Decision(
            verb: .wait, reason: .processing, message: "Connect is processing the upload",
            next: "usagectl explain \(cell.cell)")
        return cell
    }

    static func unknown(_ base: CellReport) -> CellReport {
        var cell = base
        cell.state = .unknownUsage
        cell.files = []
        cell.usage = UsageReport(answer: .unknown)
        cell.decision = Decision(
            verb: .wait, reason: .usageUnknown, message: "there is no file of the month yet",
            next: "usagectl usage \(cell.cell)")
        return cell
    }

    static func mismatch(_ base: CellReport) -> CellReport {
        var cell = base
        cell.state = .mismatch
        cell.decision = Decision(
            verb: .hold, reason: .mismatch,
            message: "what was sent had 4120.5, the source now says 4181.5",
            next: "usagectl ack \(cell.cell) --reason TEXT --until DATE")
        return cell
    }

    static func zero(_ base: CellReport) -> CellReport {
        var cell = base
        cell.state = .noUsage
        cell.files = []
        cell.usage = UsageReport(answer: .zero)
        cell.decision = Decision(
            verb: .none, reason: .noUsage, message: "the source attests that there was no usage")
        return cell
    }

    static func summary(of cells: [CellReport]) -> ReportSummary {
        var summary = ReportSummary()
        summary.obligations = cells.count
        summary.inSync = cells.count { $0.decision.verb == .none }
        summary.drifted = cells.count - summary.inSync
        summary.actionable = cells.count { $0.decision.verb == .converge }
        summary.waiting = cells.count { $0.decision.verb == .wait }
        summary.held = cells.count { $0.decision.verb == .hold }
        summary.overdue = cells.count { $0.overdue }
        for cell in cells { summary.byState[cell.state.rawValue, default: 0] += 1 }
        return summary
    }

    /// An account of many rows, every tenth of which is overdue.
    static func large(pairs: Int, months count: Int) -> DriftReport {
        var report = report
        let span = BillingMonth.months(
            from: BillingMonth(index: months[5].index - count + 1), to: months[5])
        report.cells = (0..<pairs).flatMap { number in
            span.map { month in
                let id = "\(100_000 + number)"
                let cell = settled(
                    Cell(contract: ContractID("CRD-\(id)"), product: "PRD-1", month: month))
                let isLate = number % 10 == 9 && month == months[5]
                return isLate ? missing(cell, isOverdue: true) : cell
            }
        }
        report.summary = summary(of: report.cells)
        report.months = ReportMonths(from: span[0], to: months[5])
        return report
    }
}
