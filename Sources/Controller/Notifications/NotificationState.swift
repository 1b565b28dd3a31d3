import Reconciliation
package import UsageModel

/// What was told so far, as far as it decides what is told next: the cells and alarms of the last
/// proven report, and whether the last cycle failed or was not proven.
package struct NotificationState: Sendable {
    /// A cell's alarms with the reason for them.
    struct Alarm: Hashable {
        var kinds: Set<NotificationKind>
        var reason: ReasonCode
        var isAcknowledged: Bool
    }

    /// Cells without an alarm have no entry.
    var alarms: [Cell: Alarm] = [:]
    var unattributed: Set<String> = []
    /// Nil before the first proven report.
    var isInSync: Bool?
    var isUnproven = false
    var isFailed = false

    /// Nothing was told yet.
    package init() {}

    /// What earlier cycles told, so that a restart does not repeat it.
    ///
    /// - Parameter reports: the last reports of the loop, oldest first; the last proven one and
    ///   those after it are enough.
    package init(remembering reports: [DriftReport]) {
        for report in reports { _ = notifications(of: report) }
    }
}

extension NotificationState.Alarm {
    /// Nil for a cell that alarms nobody.
    init?(_ report: CellReport) {
        var kinds: Set<NotificationKind> = []
        if report.overdue { kinds.insert(.overdue) }
        if report.state == .rejected { kinds.insert(.rejected) }
        if Self.isHeld(report) { kinds.insert(.held) }
        guard !kinds.isEmpty else { return nil }
        self.kinds = kinds
        reason = report.decision.reason
        isAcknowledged = report.acknowledged
    }

    /// Held as planned, or while the plan was carried out.
    private static func isHeld(_ report: CellReport) -> Bool {
        switch report.outcome?.result {
        case .held, .invalid: true
        default: report.decision.verb == .hold
        }
    }
}
