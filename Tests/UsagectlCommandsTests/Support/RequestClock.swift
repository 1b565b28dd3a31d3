import NIOConcurrencyHelpers
import UsageModel

/// A platform's clock that goes on by a fixed step with each request, however busy the machine is.
final class RequestClock: Sendable {
    private let requests = NIOLockedValueBox(0)
    private let step: Duration

    init(step: Duration = .milliseconds(25)) {
        self.step = step
    }

    var now: Timestamp {
        let count = requests.withLockedValue { count in
            count += 1
            return count
        }
        return CommandBench.now.adding(step * count)
    }
}
