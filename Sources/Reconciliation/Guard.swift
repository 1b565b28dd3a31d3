import Policy
import UsageModel

/// The limits that turn `converge` into `hold`: functions over a judged cell, apart from the judge.
struct Guard {
    let obligation: Obligation
    let usage: CellUsage
    let isApproved: Bool
    /// Whether the pair ever had a submitted file.
    let hasSubmittedBefore: Bool
    /// The file's fields, or why they cannot be filled.
    let fields: Result<FileFields, FieldProblem>
    let currency: String?
    let limits: LimitGuard

    private var cell: Cell { obligation.cell }
    private var policy: EffectivePolicy { obligation.policy }

    /// The decision after every guard: the first that objects names its reason.
    func check(_ assessment: Assessment) -> Decision {
        let decision = assessment.decision
        if decision.reason == .noUsage, !isApproved,
            let objection = limits.zeroBesideUnplaced() ?? limits.zeroAfterUsage()
        {
            return objection
        }
        guard decision.verb != .none else { return decision }
        // What is wrong with submitted files stays to be said, whatever the policy lets be done.
        if Self.ofSubmittedFiles.contains(decision.reason) { return decision }
        if let objection = policyItself() { return objection }
        let sends = decision.steps.contains { $0 != .delete }
        let sendsZeros = usage.answer == .zero && (sends || decision.reason == .usageZeroWaits)
        if sendsZeros, !isApproved, let objection = limits.zeroBesideUnplaced() {
            return objection
        }
        guard decision.verb == .converge, sends else { return decision }
        return payAsYouGo() ?? age() ?? firstFile() ?? money() ?? texts()
            ?? (isApproved ? nil : limits.check()) ?? decision
    }

    private static let ofSubmittedFiles: Set<ReasonCode> = [.twoSubmitted, .gap, .mismatch]

    /// All that would keep today's answer of the source from being sent if nothing of the month
    /// stood on Connect, whatever does; nothing where the answer is not known.
    ///
    /// A month's age says nothing of its rows and is left out.
    func objections() -> [Objection] {
        let found: [Decision?]
        switch usage.answer {
        case .unknown, .notFetched: return []
        case .records:
            found =
                [usage.defect.map { hold($0.reason, $0.message) }, policyItself(), payAsYouGo()]
                + [firstFile(), money(), texts()]
                + (isApproved ? [] : [limits.check(), limits.newItems()])
        case .zero where policy.onNoUsage == .send:
            let unplaced = isApproved ? nil : limits.zeroBesideUnplaced()
            found = [policyItself(), payAsYouGo(), unplaced, money(), texts()]
        case .zero:
            found = isApproved ? [] : [limits.zeroBesideUnplaced(), limits.zeroAfterUsage()]
        }
        return found.compactMap(\.self).map { Objection(reason: $0.reason, message: $0.message) }
    }

    /// What the policy says of the cell as a whole, whatever its state.
    private func policyItself() -> Decision? {
        if let conflict = policy.conflicts.first {
            return hold(
                .policyConflict,
                "'\(conflict.first)' and '\(conflict.second)' have equal rank and set "
                    + "'\(conflict.field.rawValue)' differently",
                next: NextCommand.explainPolicy(cell))
        }
        if let expired = policy.expiredProtections.first {
            return hold(
                .policyExpired,
                "the policy '\(expired.policy)' protected this cell until \(expired.until): "
                    + "renew or "
                    + "remove it (\(expired.origin))", next: NextCommand.explainPolicy(cell))
        }
        if policy.suspend {
            let reason = policy.suspendReason.map { ": \($0)" } ?? ""
            return hold(
                .suspended, "the policy suspends this cell\(reason)",
                next: NextCommand.explainPolicy(cell))
        }
        return nil
    }

    private func payAsYouGo() -> Decision? {
        guard obligation.facts.schema == nil else { return nil }
        return hold(
            .notPayAsYouGo,
            "there is usage, but the product '\(cell.product)' is not pay-as-you-go now")
    }

    private func age() -> Decision? {
        guard !obligation.isRecent, !isApproved else { return nil }
        return hold(
            .monthOld,
            "\(cell.month) is not among the \(policy.months.autoWithin) latest closed months, "
                + "which "
                + "converge by themselves", next: NextCommand.approve(cell))
    }

    private func firstFile() -> Decision? {
        guard policy.limits.firstFile == .approve, !hasSubmittedBefore, !isApproved else {
            return nil
        }
        return hold(
            .firstFile, "this would be the first file ever of this contract and product",
            next: NextCommand.approve(cell))
    }

    private func money() -> Decision? {
        guard obligation.facts.schema?.isPriced == true else { return nil }
        guard let currency else {
            let marketplace = obligation.facts.marketplace?.text ?? "unknown"
            return hold(
                .currencyMissing,
                "the marketplace '\(marketplace)' has no currency: set the policy's currency",
                next: NextCommand.explainPolicy(cell))
        }
        // Rows that are not checked, such as those of a settled month, have no fault of their own.
        if let other = usage.currencies.first(where: { $0 != currency }) {
            return hold(
                .currencyMixed, "records are in '\(other)', the file would be in '\(currency)'",
                next: NextCommand.usage(cell))
        }
        return nil
    }

    private func texts() -> Decision? {
        guard case .failure(let problem) = fields else { return nil }
        return hold(.fileFields, problem.message, next: NextCommand.explainPolicy(cell))
    }

    private func hold(_ reason: ReasonCode, _ message: String, next: String? = nil) -> Decision {
        Decision(
            verb: .hold, reason: reason, message: message, next: next ?? NextCommand.explain(cell))
    }
}
