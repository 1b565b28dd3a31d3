package import UsageModel

/// What may be done to a usage file besides uploading: from which statuses, and to which.
package enum FileAction: String, Sendable, CaseIterable {
    case submit, delete, accept, reject, close

    package func isAllowed(from status: UsageFileStatus) -> Bool {
        switch self {
        case .submit: status == .ready
        case .delete: status.isDeletable
        case .accept, .reject: status == .pending
        case .close: status == .accepted
        }
    }

    /// Statuses from which a workbook may be uploaded, also over an earlier one.
    package static func isUploadAllowed(from status: UsageFileStatus) -> Bool {
        [.draft, .invalid, .rejected, .ready].contains(status)
    }

    /// Statuses in which the file's own fields may be changed.
    package static func isUpdateAllowed(in status: UsageFileStatus) -> Bool {
        isUploadAllowed(from: status)
    }

    package var outcome: UsageFileStatus {
        switch self {
        case .submit: .pending
        case .delete: .deleted
        case .accept: .accepted
        case .reject: .rejected
        case .close: .closed
        }
    }

    /// The key under `events`.
    var event: String { participle }

    var participle: String {
        switch self {
        case .submit: "submitted"
        case .delete: "deleted"
        case .accept: "accepted"
        case .reject: "rejected"
        case .close: "closed"
        }
    }

    /// What becomes of the file's records.
    var recordStatus: String? {
        switch self {
        case .submit, .delete: nil
        case .accept: "approved"
        case .reject: "rejected"
        case .close: "closed"
        }
    }
}
