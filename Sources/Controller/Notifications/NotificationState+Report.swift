import Reconciliation
package import UsageModel

extension NotificationState {
    /// What a report tells that was not told before, and remembers it: the same again tells
    /// nothing.
    ///
    /// A report that is not proven says nothing of cells, so their states neither begin nor end
    /// with it.
    package mutating func notifications(of report: DriftReport) -> [DriftNotification] {
        let verdict = Verdict(report)
        var found = failure(report, isFailed: verdict == .error)
        found += proof(report)
        guard report.observation.complete else { return found }
        found += cells(of: report) + nobodysUsage(of: report)
        if let wasInSync = isInSync, !wasInSync, verdict == .inSync { found.append(gone(report)) }
        isInSync = verdict == .inSync
        return found
    }

    /// What a cycle tells that failed without a report.
    package mutating func notifications(ofFailure message: String, at time: Timestamp)
        -> [DriftNotification]
    {
        guard !isFailed else { return [] }
        isFailed = true
        return [DriftNotification([.failed], message: message, report: nil, time: time)]
    }

    private mutating func failure(_ report: DriftReport, isFailed: Bool) -> [DriftNotification] {
        defer { self.isFailed = isFailed }
        guard isFailed != self.isFailed else { return [] }
        guard isFailed else {
            return [
                DriftNotification(
                    [.failed], .ended, message: "cycles succeed again", report: report.id,
                    time: report.asOf)
            ]
        }
        let failed = report.cells.filter { $0.outcome?.result == .failed }
        let causes = report.errors + failed.compactMap { $0.outcome?.error }
        return [
            DriftNotification(
                [.failed], message: causes.first ?? "the records of the cycle do not add up",
                count: failed.count, examples: Self.examples(failed.map(\.cell)),
                next: Self.show(report), report: report.id, time: report.asOf)
        ]
    }

    private mutating func proof(_ report: DriftReport) -> [DriftNotification] {
        let isUnproven = !report.observation.complete
        defer { self.isUnproven = isUnproven }
        guard isUnproven != self.isUnproven else { return [] }
        let problem = report.observation.problems.first ?? "the reading is not complete"
        return [
            DriftNotification(
                [.unproven], isUnproven ? .begun : .ended,
                message: isUnproven
                    ? "nothing is written until the observation is proven: \(problem)"
                    : "the observation is proven again",
                next: isUnproven ? "usagectl diff" : nil, report: report.id, time: report.asOf)
        ]
    }

    private mutating func nobodysUsage(of report: DriftReport) -> [DriftNotification] {
        let needing = report.unattributed.filter { $0.reason.needsPerson && !$0.acknowledged }
        let known = unattributed
        unattributed = Set(needing.map(Self.key))
        let fresh = needing.filter { !known.contains(Self.key($0)) }
        return Dictionary(grouping: fresh, by: \.reason).sorted {
            $0.key.rawValue < $1.key.rawValue
        }
        .map { reason, usages in
            let records = usages.reduce(0) { $0 + $1.records }
            let values = Set(usages.flatMap(\.examples)).sorted()
            return DriftNotification(
                [.unattributed], reason: reason.rawValue,
                message: "\(records) records belong to no obligation: \(reason.rawValue)",
                count: usages.count,
                examples: Array(values.prefix(DriftNotification.mostExamples)),
                months: Self.months(usages.map(\.month)),
                next: values.first.map(NextCommand.acknowledge), report: report.id,
                time: report.asOf)
        }
    }

    private func gone(_ report: DriftReport) -> DriftNotification {
        let known = report.cells.count(where: \.acknowledged)
        let remark = known == 0 ? "" : ", \(known) of them acknowledged"
        return DriftNotification(
            [.gone],
            message: "nothing is left to do: \(report.summary.obligations) obligations\(remark)",
            count: report.summary.obligations, months: report.months, report: report.id,
            time: report.asOf)
    }

    private static func key(_ usage: UnattributedUsage) -> String {
        "\(usage.product)/\(usage.month)/\(usage.reason.rawValue)"
    }

    static func examples(_ cells: [Cell]) -> [String] {
        cells.sorted().prefix(DriftNotification.mostExamples).map(\.description)
    }

    static func months(_ months: [BillingMonth]) -> ReportMonths? {
        guard let first = months.min(), let last = months.max() else { return nil }
        return ReportMonths(from: first, to: last)
    }

    static func show(_ report: DriftReport) -> String {
        "usagectl report show \(NextCommand.quoted(report.id))"
    }
}
