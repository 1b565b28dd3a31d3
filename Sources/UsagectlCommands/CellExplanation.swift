import Controller
import Foundation
import Policy
import Reconciliation
import UsageModel

/// Everything that is known of one cell, for a person or as JSON.
struct CellExplanation {
    let cell: Cell
    let view: CycleView
    let policies: PolicySet
    let now: Timestamp
    /// Why the platform refused files of the cell.
    var refused: [RefusedFile] = []

    private var planned: PlannedCell? { view.plan?.cells.first { $0.cell == cell } }

    func rendered(as format: OutputFormat) throws -> String {
        switch format {
        case .json: try JSONRendering.render(document)
        case .yaml: try YAMLRendering.render(document)
        default: text
        }
    }

    /// Why nothing is owed, where nothing is.
    private var whyNotOwed: String {
        let observation = view.observation
        guard let contract = observation.contracts[cell.contract] else {
            return
                "the contract '\(cell.contract)' is not among the account's distribution contracts"
        }
        guard contract.status == "active" else {
            return "the contract is \(contract.status)"
        }
        guard let product = observation.products[cell.product] else {
            return "the product '\(cell.product)' is none of the account's"
        }
        guard product.payAsYouGo != nil else { return "the product is not pay-as-you-go" }
        let policy = policies.effective(
            for: DesiredState.facts(of: cell, in: observation), at: now)
        guard policy.report else { return "the policy says that nothing is reported here" }
        let clock = MonthClock(policy.months)
        guard clock.isClosed(cell.month, at: now) else {
            return "the month closes on \(clock.closedAt(cell.month))"
        }
        if let since = policy.months.since, cell.month < since {
            return "months are owed since \(since)"
        }
        if let until = policy.months.until, cell.month > until {
            return "months are owed until \(until)"
        }
        return
            "the month lies before the contract's start or the listing's creation, or the "
            + "product is "
            + "neither listed nor subscribed under the contract"
    }

    private var text: String {
        var lines = ["\(cell)"]
        guard let planned else {
            return (lines + ["  not owed      \(whyNotOwed)"]).joined(separator: "\n") + "\n"
        }
        let contract = view.observation.contracts[cell.contract]?.name ?? ""
        let product = view.observation.products[cell.product]?.name ?? ""
        lines.append("  contract      \(PrintableText.of(contract))")
        lines.append("  product       \(PrintableText.of(product))")
        lines.append(
            "  state         \(planned.state.rawValue)\(planned.isOverdue ? ", overdue" : "")")
        lines.append("  owed          " + (planned.obligation?.ground.sentence ?? whyNotOwed))
        if let obligation = planned.obligation { lines.append("  due           \(obligation.due)") }
        lines += files(planned) + refused.flatMap { RefusalText(refused: $0).lines }
        lines += usage(planned) + policy(planned)
        let decision = planned.decision
        let steps = decision.steps.map(\.rawValue).joined(separator: ", ")
        lines.append(
            "  decision      \(decision.verb.rawValue)\(steps.isEmpty ? "" : ": \(steps)")")
        lines.append("  reason        \(decision.reason.rawValue)")
        lines.append("  because       \(PrintableText.of(decision.message))")
        for item in planned.assessment.difference?.items ?? [] {
            lines.append("  difference    \(PrintableText.of(item.description))")
        }
        if let objection = planned.objectionReport {
            let message = PrintableText.of(objection.message)
            lines.append("  objection     \(objection.reason.rawValue): \(message)")
        }
        for note in planned.assessment.notes {
            lines.append("  note          \(PrintableText.of(note))")
        }
        if decision.verb != .none {
            lines.append("  remedy        \(decision.reason.remedy)")
        }
        if let next = decision.next { lines.append("  next          \(next)") }
        return lines.joined(separator: "\n") + "\n"
    }

    private func files(_ planned: PlannedCell) -> [String] {
        guard !planned.files.isEmpty else { return ["  files         none"] }
        return planned.files.map { placed in
            let owner = placed.isOurs ? "ours" : "foreign"
            let days = placed.days.map { " for \($0)" } ?? ""
            let detail = placed.file.errorDetail.map { ": \(PrintableText.of($0))" } ?? ""
            return
                "  file          \(placed.file.id) \(placed.file.status.word), "
                + "\(owner)\(days)\(detail)"
        }
    }

    private func usage(_ planned: PlannedCell) -> [String] {
        switch planned.usage.answer {
        case .records:
            let quantity = planned.usage.quantity.map { ", quantity \($0)" } ?? ""
            let amount = planned.usage.amount.map { ", amount \($0)" } ?? ""
            return ["  usage         \(planned.usage.rows) records\(quantity)\(amount)"]
        case .zero: return ["  usage         the source attests zero"]
        case .unknown(let why): return ["  usage         unknown: \(PrintableText.of(why))"]
        case .notFetched: return ["  usage         not fetched"]
        }
    }

    private func policy(_ planned: PlannedCell) -> [String] {
        guard let policy = planned.obligation?.policy else { return [] }
        let names = policy.matched.isEmpty ? "built in" : policy.matched.joined(separator: ", ")
        let origins = PolicyField.allCases.compactMap { field in
            policy.origins[field].map { "  \(field.rawValue) from \($0)" }
        }
        return ["  policies      \(names)"] + origins.map { "              \($0)" }
    }

    private var document: Document {
        let report = planned.map { planned in
            var report = DriftReport(
                id: "", command: "explain", asOf: now, endpoint: "", identity: "",
                observation: ReportObservation())
            ReportBuilder(
                Plan(cells: [planned]), observation: view.observation, knowledge: LedgerKnowledge(),
                now: now
            ).fill(&report)
            return report.cells[0]
        }
        return Document(
            cell: cell, owed: planned?.obligation != nil,
            ground: planned?.obligation?.ground.sentence ?? whyNotOwed,
            remedy: planned.flatMap { $0.decision.verb == .none ? nil : $0.decision.reason.remedy },
            refused: refused, report: report)
    }

    struct Document: Encodable {
        var kind = "CellExplanation"
        var cell: Cell
        var owed: Bool
        var ground: String
        /// What a person does about the decision's reason; nil where nothing is to be done.
        var remedy: String?
        var refused: [RefusedFile]
        var report: CellReport?
    }
}
