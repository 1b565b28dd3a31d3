/// What a vendor's system answered to one question.
enum FetchAnswer: Sendable {
    /// Spooled pieces, in order, and what it means if they hold no record of the month; nil where
    /// the system itself said that they are all.
    case records([SpooledPiece], ifNone: EmptyAnswer?)
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
