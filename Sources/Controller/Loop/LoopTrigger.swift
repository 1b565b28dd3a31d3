/// Why a cycle begins.
package enum LoopTrigger: String, Hashable, Sendable, CaseIterable {
    /// The loop has just started.
    case start
    /// The interval is over.
    case interval
    /// Files were in processing when the last cycle ended.
    case processing
    /// The last cycle failed, and it is time to try again.
    case retry
    /// A person recorded a decision in the ledger.
    case decision
    /// SIGHUP.
    case signal
}
