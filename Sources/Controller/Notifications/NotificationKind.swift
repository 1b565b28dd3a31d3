/// What a person may want to be told of.
///
/// The words stand in `spec.notifications[].on`.
package enum NotificationKind: String, Sendable, CaseIterable {
    /// The provider refused a submitted file.
    case rejected
    /// The due date of a month passed without a submitted file.
    case overdue
    /// A person must clear a cell.
    case held
    /// Usage belongs to no obligation, and a person must say what of it.
    case unattributed
    /// An observation is not proven complete, so that there is no verdict.
    case unproven
    /// A cycle failed, or a step of it.
    case failed
    /// Everything is in sync again.
    case gone

    /// The last part of a CloudEvents type.
    var eventName: String {
        switch self {
        case .rejected, .overdue, .held: "cell.\(rawValue)"
        case .unattributed: "usage.unattributed"
        case .unproven: "observation.unproven"
        case .failed: "cycle.failed"
        case .gone: "drift.gone"
        }
    }
}
