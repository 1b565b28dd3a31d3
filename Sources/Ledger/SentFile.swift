package import UsageModel

/// What was uploaded to a usage file, and when.
package struct SentFile: Hashable, Sendable {
    package var file: UsageFileID
    package var month: BillingMonth
    /// When it was about to be sent.
    package var at: Timestamp
    /// Whether the platform said that it took it.
    package var isAnswered: Bool
    /// The platform's own time of it, nil until a list has shown it.
    package var uploadedAt: Timestamp?
    package var sent: SentUsage

    package init(
        file: UsageFileID, month: BillingMonth, at: Timestamp, isAnswered: Bool,
        uploadedAt: Timestamp? = nil, sent: SentUsage
    ) {
        self.file = file
        self.month = month
        self.at = at
        self.isAnswered = isAnswered
        self.uploadedAt = uploadedAt
        self.sent = sent
    }

    /// Nil for writes that are no upload, or that the platform did not take for sure.
    init?(_ state: WriteState) {
        guard state.step == .upload, state.mayHaveHappened, let file = state.file,
            let sent = state.sent
        else { return nil }
        self.init(
            file: file, month: state.cell.month, at: state.at,
            isAnswered: state.result == .answered, uploadedAt: state.uploadedAt, sent: sent)
    }
}
