import ConnectAPI
package import Reconciliation

/// What goes wrong with one write, at any of its moves.
package enum WriteFault: String, Hashable, Sendable, CaseIterable {
    case none
    /// The request never arrives, and no answer comes.
    case requestLost
    /// The act is done, and no answer comes.
    case answerLost
    /// The act is done, and the answer is a 503.
    case failedAfterAct
    /// 429: turned away before the act.
    case throttled
    /// No answer comes, and the request arrives at some later time.
    case arrivesLate
    /// The act is done and answered, but its outcome does not get into the ledger.
    case outcomeUnwritten
    case diesBeforeIntent
    case diesBeforeRequest
    /// The request was sent and is done.
    case diesBeforeOutcome
    /// The request was sent and arrives once its sender is dead.
    case diesAndArrivesLate
    case diesAfterOutcome

    /// Whether the sender is dead afterwards.
    package var kills: Bool {
        switch self {
        case .diesBeforeIntent, .diesBeforeRequest, .diesBeforeOutcome, .diesAndArrivesLate,
            .diesAfterOutcome:
            true
        default: false
        }
    }

    /// Whether the request does its work now, later, or never.
    package var arrival: Arrival {
        switch self {
        case .requestLost, .throttled, .diesBeforeIntent, .diesBeforeRequest: .never
        case .arrivesLate, .diesAndArrivesLate: .later
        case .none, .answerLost, .failedAfterAct, .outcomeUnwritten, .diesBeforeOutcome,
            .diesAfterOutcome:
            .now
        }
    }

    /// What the client makes of the fault, by its own errors; nil where the true answer comes.
    package var failure: WriteScript.Answer? {
        let line = RequestLine(method: "POST", path: "/usage/files")
        let error: ConnectError
        switch self {
        case .none, .outcomeUnwritten, .diesBeforeIntent, .diesBeforeRequest, .diesBeforeOutcome,
            .diesAfterOutcome:
            return nil
        case .requestLost, .answerLost, .arrivesLate, .diesAndArrivesLate:
            error = .transport(.timeout, line)
        case .failedAfterAct: error = .refused(Refusal(status: 503, request: line))
        case .throttled: error = .refused(Refusal(status: 429, request: line))
        }
        return .failed(error.outcome, rawValue)
    }
}

/// When a request does its work.
package enum Arrival: Hashable, Sendable { case now, later, never }
