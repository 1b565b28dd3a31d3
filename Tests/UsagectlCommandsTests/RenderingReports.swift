import UsageModel

/// Reports that the rendering tests share.
enum RenderingReports {
    /// A diff with every kind of section.
    static let drift: DriftReport = {
        var report = empty(command: "diff")
        report.cells = missingCells + [rejected, unknown, inSync]
        report.summary = summary(of: report.cells)
        report.conservation = Conservation(delivered: 120, inFiles: 100, held: 12, unattributed: 8)
        report.unattributed = [
            UnattributedUsage(
                product: "PRD-100-200-300", month: month, records: 5, reason: .subscriptionUnknown,
                examples: ["AS-1111-2222-3333", "AS-1111-2222-4444"]),
            UnattributedUsage(
                product: "PRD-100-200-300", month: month, records: 3, reason: .notOwed,
                examples: [],
                acknowledged: true),
        ]
        report.ledger = ReportLedger(
            entries: 4711, head: String(repeating: "0123456789abcdef", count: 4))
        report.findings = [
            Finding(
                code: "file.pendingTooLong",
                message:
                    "'UF-2026-08-0000-0001' was submitted on 2026-09-02 and the distributor has "
                    + "not answered",
                subject: "UF-2026-08-0000-0001",
                next: "usagectl ack UF-2026-08-0000-0001 --reason TEXT --until DATE")
        ]
        return report
    }()

    /// The same after a reconcile that met an error.
    static let reconciled: DriftReport = {
        var report = drift
        report.command = "reconcile"
        report.cells[0].outcome = Outcome(result: .submitted, fileId: "UF-2026-10-0000-0009")
        report.cells[1].outcome = Outcome(result: .failed, error: "the platform answered 500")
        report.cells[2].outcome = Outcome(result: .notStarted)
        report.conservation = Conservation(delivered: 121, inFiles: 100, held: 12, unattributed: 8)
        report.errors = ["the wave of uploads stopped after 3 failures"]
        return report
    }()

    static let unproven: DriftReport = {
        var report = empty(command: "diff")
        report.observation.complete = false
        report.observation.problems = ["files: 12 distinct ids, but the total is 13"]
        return report
    }()

    static let calm: DriftReport = {
        var report = empty(command: "diff")
        report.cells = [inSync]
        report.summary = summary(of: report.cells)
        report.conservation = Conservation(delivered: 8, inFiles: 8, held: 0, unattributed: 0)
        return report
    }()

    /// A report whose every text of the server is `text`.
    static func hostile(_ text: String) -> DriftReport {
        var report = drift
        var cell = rejected
        cell.cell = Cell(contract: ContractID(text), product: ProductID(text), month: month)
        cell.contractName = text
        cell.productName = text + "!"
        cell.decision.message = text
        cell.decision.next = text
        cell.files = [
            FileReport(
                id: UsageFileID(text), status: .unknown(text), externalId: text, owner: .foreign)
        ]
        cell.outcome = Outcome(result: .failed, fileId: UsageFileID(text), error: text)
        cell.notes = [text]
        cell.policy = [text]
        cell.usage.currency = text
        report.cells = [cell]
        report.unattributed[0].examples = [text]
        report.findings = [Finding(code: text, message: text, subject: text, next: text)]
        report.errors = [text]
        report.observation.problems = [text]
        report.endpoint = text
        report.id = text
        return report
    }

    private static let month = BillingMonth(index: 2026 * 12 + 9)

    private static let missingCells = (1...6).map { number in
        let id = "CRD-00000-00000-0000\(number)"
        return CellReport(
            cell: Cell(contract: ContractID(id), product: "PRD-100-200-300", month: month),
            contractName: "Distribution of Northern Clouds \(number)",
            productName: "Storage, metered",
            state: .missing, due: month.next.firstDay.adding(days: 7), overdue: number == 2,
            usage: UsageReport(
                answer: .records, records: number * 8, quantity: ExactDecimal("412.5"),
                digest: "sha256:00ff"),
            decision: Decision(
                verb: .converge, steps: [.create, .upload, .submit], reason: .noFile,
                message: "no usage file covers this month",
                next: "usagectl reconcile --contract \(id) --product PRD-100-200-300 "
                    + "--month 2026-10"), policy: ["defaults"])
    }

    private static let rejected = CellReport(
        cell: Cell(contract: "CRD-00000-00000-00007", product: "PRD-100-200-300", month: month),
        contractName: "東京クラウド販売", productName: "Storage, metered", state: .rejected,
        due: month.next.firstDay.adding(days: 7), overdue: true,
        files: [
            FileReport(
                id: "UF-2026-10-0000-0001", status: .rejected, externalId: "x", owner: .mine),
            FileReport(
                id: "UF-2026-10-0000-0002", status: .draft, externalId: nil, owner: .foreign),
        ],
        usage: UsageReport(
            answer: .records, records: 12, amount: ExactDecimal("-3.25"), currency: "EUR"),
        decision: Decision(
            verb: .hold, reason: .rejected, message: "the provider refused the file: wrong price",
            next: "usagectl resend CRD-00000-00000-00007/PRD-100-200-300/2026-10"),
        policy: ["emea", "defaults"], notes: ["an old foreign draft lies beside it"])

    private static let unknown = CellReport(
        cell: Cell(contract: "CRD-00000-00000-00008", product: "PRD-100-200-300", month: month),
        state: .unknownUsage, due: month.next.firstDay.adding(days: 7),
        usage: UsageReport(answer: .unknown),
        decision: Decision(
            verb: .wait, reason: .usageUnknown, message: "no file of the month yet",
            next: "usagectl usage CRD-00000-00000-00008/PRD-100-200-300/2026-10"))

    private static let inSync = CellReport(
        cell: Cell(contract: "CRD-00000-00000-00009", product: "PRD-100-200-300", month: month),
        state: .inSync, due: month.next.firstDay.adding(days: 7),
        decision: Decision(verb: .none, reason: .submitted, message: "a submitted file covers it"))

    private static func empty(command: String) -> DriftReport {
        DriftReport(
            id: "01JBNM0000000000000000000A", command: command,
            asOf: Timestamp(startOf: month.next.firstDay.adding(days: 1)),
            endpoint: "https://api.connect.cloudblue.com/public/v1", identity: "production",
            months: ReportMonths(from: month, to: month),
            observation: ReportObservation(
                complete: true, requests: 7, contracts: 3, listings: 9, products: 1, files: 12))
    }

    private static func summary(of cells: [CellReport]) -> ReportSummary {
        var summary = ReportSummary()
        summary.obligations = cells.count
        summary.overdue = cells.count { $0.overdue }
        summary.inSync = cells.count { $0.decision.verb == .none }
        summary.drifted = cells.count - summary.inSync
        summary.actionable = cells.count { $0.decision.verb == .converge }
        summary.waiting = cells.count { $0.decision.verb == .wait }
        summary.held = cells.count { $0.decision.verb == .hold }
        for cell in cells { summary.byState[cell.state.rawValue, default: 0] += 1 }
        return summary
    }
}
