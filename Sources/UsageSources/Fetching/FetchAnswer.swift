/// What a vendor's system answered to one question.
enum FetchAnswer: Sendable {
    /// Spooled pieces with records, in order.
    case records([SpooledPiece])
    /// It says that there was no usage.
    case zero
    case unknown(FetchFailure)
}

/// Why a question has no answer.
struct FetchFailure: Error, Sendable, Equatable {
    /// What happened, where, and what to do.
    let reason: String
    /// Whether every other question would fail in the same way, so that asking is a waste of time:
    /// a server that cannot be reached, credentials that it does not take.
    let concernsAll: Bool

    init(_ reason: String, concernsAll: Bool = false) {
        self.reason = reason
        self.concernsAll = concernsAll
    }
}
