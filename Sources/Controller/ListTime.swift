import ConnectAPI
import Reconciliation
import UsageModel

/// When a list was asked for, and how long it may be acted upon.
///
/// By two clocks: the wall clock may be set back, the other one may stand while a machine sleeps.
struct ListTime: Sendable {
    private let time: Timestamp
    private let uptime: Duration
    private var openFor = SubmitGate.openFor

    /// The longest that a list is acted upon, however long it took.
    private static let longest = Duration.seconds(600)

    /// A list that is asked for now.
    init(_ clock: any ConnectClock) {
        time = clock.now
        uptime = clock.uptime
    }

    /// The list of a large account may take longer than a list is fresh: no later one would be
    /// fresher, so that it may be acted upon for as long again as it took.
    mutating func isAnswered(by clock: any ConnectClock) {
        openFor = min(max(openFor, age(by: clock) * 2), Self.longest)
    }

    func isFresh(by clock: any ConnectClock) -> Bool {
        SubmitGate.isOpen(behindListOf: age(by: clock), for: openFor)
    }

    private func age(by clock: any ConnectClock) -> Duration {
        max(clock.now.since(time), clock.uptime - uptime)
    }
}
