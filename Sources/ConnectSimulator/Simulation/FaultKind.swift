/// What may go wrong with a request, as the command line and `/_simulator/faults` name it.
package enum FaultKind: String, Hashable, Sendable, CaseIterable {
    /// 503 before the act.
    case unavailable = "503"
    /// 503 after the act.
    case unavailableAfter = "503after"
    /// 429 with `Retry-After: 1`, before the act.
    case throttled = "429"
    /// The connection is cut before the act.
    case drop
    /// The act is done, but the connection is cut before the answer.
    case lost
    /// An accepted upload is never done with processing.
    case stuck
}
