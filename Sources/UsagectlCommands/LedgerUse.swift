import ConnectAPI
import UsageModel

/// What a command wants of the ledger.
enum LedgerUse: Sendable {
    /// To write to Connect: the ledger must be writable and this process the only writer.
    case converge
    /// To note a report where possible; beside a running writer only to read.
    case observe
    /// To take over another endpoint, key or number of contracts on a person's word; beside a
    /// running writer too.
    case rebind
    /// To note a person's decision; beside a running writer too.
    case note
    /// To stage files that are deleted again: the ledger must be writable, beside a running writer
    /// too.
    case stage
    /// Only to read.
    case read

    private var writesToConnect: Bool {
        switch self {
        case .converge, .stage: true
        case .observe, .rebind, .note, .read: false
        }
    }

    /// Writing with a clock ahead of real time would submit months that are not over; only a
    /// simulator, which stands on loopback, may be driven into the future.
    func check(clock: OffsetClock, endpoint: Endpoint) throws {
        guard writesToConnect, clock.offset > .seconds(300), !endpoint.isLoopback else { return }
        throw CommandFailure.usage(
            "writing with --as-of ahead of real time is refused for '\(endpoint)', expected a "
                + "loopback "
                + "address or a time that has come")
    }
}
