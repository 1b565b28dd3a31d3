package import UsageModel

/// One message about states that began or ended in one cycle for one cause, however many cells it
/// concerns.
package struct DriftNotification: Hashable, Sendable {
    package enum Phase: String, Sendable { case begun, ended }

    /// What began or ended, most severe first; a cell that becomes overdue and held at once is one
    /// message.
    package var kinds: [NotificationKind]
    package var phase: Phase
    /// A reason code, or another word for the cause; nil where the kind says it all.
    package var reason: String?
    /// A sentence for a person.
    package var message: String
    /// How many cells, or groups of unattributed usage.
    package var count: Int
    /// Some of them, at most `mostExamples`, in order.
    package var examples: [String]
    package var months: ReportMonths?
    /// The command that shows or clears it.
    package var next: String?
    /// The report in which it was seen, nil where the cycle ended without one.
    package var report: String?
    /// The clock of the cycle.
    package var time: Timestamp

    package static let mostExamples = 10

    package init(
        _ kinds: [NotificationKind], _ phase: Phase = .begun, reason: String? = nil,
        message: String, count: Int = 0, examples: [String] = [], months: ReportMonths? = nil,
        next: String? = nil, report: String?, time: Timestamp
    ) {
        self.kinds = kinds
        self.phase = phase
        self.reason = reason
        self.message = message
        self.count = count
        self.examples = examples
        self.months = months
        self.next = next
        self.report = report
        self.time = time
    }

    /// The same for the same change, so that a receiver can tell a repeated delivery.
    package var id: String {
        let origin = report ?? time.description
        let words = [origin] + kinds.map(\.rawValue) + [phase.rawValue, reason].compactMap { $0 }
        return words.joined(separator: "/")
    }
}
