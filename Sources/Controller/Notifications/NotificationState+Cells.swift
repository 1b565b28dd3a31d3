import Reconciliation
import UsageModel

extension NotificationState {
    /// What makes changes of cells one message.
    private struct Cause: Hashable {
        var phase: DriftNotification.Phase
        var kinds: [NotificationKind]
        var reason: ReasonCode
    }

    /// Alarms of cells that begin or end with a report, one message a cause.
    ///
    /// A cell alarms once for as long as its kind of alarm lasts; a hold for another reason is a
    /// new one. What a person acknowledged neither begins nor ends.
    mutating func cells(of report: DriftReport) -> [DriftNotification] {
        var causes: [Cause: [CellReport]] = [:]
        var present: Set<Cell> = []
        var now: [Cell: Alarm] = [:]
        for cell in report.cells {
            present.insert(cell.cell)
            let alarm = Alarm(cell)
            now[cell.cell] = alarm
            for cause in changes(of: cell, from: alarms[cell.cell], to: alarm) {
                causes[cause, default: []].append(cell)
            }
        }
        let vanished = alarms.filter { !present.contains($0.key) && !$0.value.isAcknowledged }
        alarms = now
        return messages(causes, in: report) + messages(vanished, in: report)
    }

    private func changes(
        of cell: CellReport, from old: Alarm?, to new: Alarm?
    ) -> [Cause] {
        var changes: [Cause] = []
        if let new, !new.isAcknowledged {
            var begun = new.kinds
            if let old, !old.isAcknowledged {
                begun.subtract(old.kinds)
                if old.reason != new.reason, new.kinds.contains(.held) { begun.insert(.held) }
            }
            if !begun.isEmpty {
                changes.append(Cause(phase: .begun, kinds: Self.ordered(begun), reason: new.reason))
            }
        }
        if let old, !old.isAcknowledged, !cell.acknowledged {
            let ended = old.kinds.subtracting(new?.kinds ?? [])
            if !ended.isEmpty {
                changes.append(Cause(phase: .ended, kinds: Self.ordered(ended), reason: old.reason))
            }
        }
        return changes
    }

    private func messages(
        _ causes: [Cause: [CellReport]], in report: DriftReport
    ) -> [DriftNotification] {
        causes.sorted { Self.isInOrder($0.key, $1.key) }.map { cause, cells in
            DriftNotification(
                cause.kinds, cause.phase, reason: cause.reason.rawValue,
                message: Self.sentence(cause, cells), count: cells.count,
                examples: Self.examples(cells.map(\.cell)),
                months: Self.months(cells.map(\.cell.month)),
                next: cause.phase == .begun ? Self.next(cells, report) : nil, report: report.id,
                time: report.asOf)
        }
    }

    /// Cells that alarmed and are not in the report any more: a contract that ended for instance.
    private func messages(_ vanished: [Cell: Alarm], in report: DriftReport) -> [DriftNotification]
    {
        let causes = Dictionary(grouping: vanished) {
            Cause(phase: .ended, kinds: Self.ordered($0.value.kinds), reason: $0.value.reason)
        }
        return causes.sorted { Self.isInOrder($0.key, $1.key) }.map { cause, cells in
            let words = cause.kinds.map(\.rawValue).joined(separator: " and ")
            return DriftNotification(
                cause.kinds, .ended, reason: "cell.gone",
                message: "\(Self.counted(cells.count)) that were \(words) are not owed any more",
                count: cells.count, examples: Self.examples(cells.map(\.key)),
                months: Self.months(cells.map(\.key.month)), report: report.id, time: report.asOf)
        }
    }

    private static func sentence(_ cause: Cause, _ cells: [CellReport]) -> String {
        let words = cause.kinds.map(\.rawValue).joined(separator: " and ")
        switch cause.phase {
        case .ended: return "\(counted(cells.count)) not \(words) any more"
        case .begun:
            let why = Set(cells.map(\.decision.message))
            let detail = why.count == 1 ? why.first ?? "" : cause.reason.rawValue
            return "\(counted(cells.count)) \(words): \(detail)"
        }
    }

    /// One command for all of them where there is one.
    private static func next(_ cells: [CellReport], _ report: DriftReport) -> String? {
        guard let first = cells.first, cells.count > 1 else { return cells.first?.decision.next }
        return first.decision.isApprovable
            ? "usagectl approve --reason \(first.decision.reason.rawValue)" : show(report)
    }

    private static func counted(_ count: Int) -> String {
        count == 1 ? "1 cell" : "\(count) cells"
    }

    /// Most severe first.
    private static func ordered(_ kinds: Set<NotificationKind>) -> [NotificationKind] {
        NotificationKind.allCases.filter(kinds.contains)
    }

    private static func isInOrder(_ left: Cause, _ right: Cause) -> Bool {
        let words: (Cause) -> (String, String, String) = { cause in
            (
                cause.phase.rawValue, cause.kinds.map(\.rawValue).joined(separator: ","),
                cause.reason.rawValue
            )
        }
        return words(left) < words(right)
    }
}
