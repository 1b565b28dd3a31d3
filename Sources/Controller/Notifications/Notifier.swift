package import ConnectAPI
package import Logging
import NIOConcurrencyHelpers
package import UsageModel

/// Tells receivers of states that begin or end.
///
/// `observe` takes a cycle's report, finds what is new in it and puts that into the queue of each
/// receiver; it never waits. `run` empties the queues, each on its own, so that a receiver that
/// hangs delays neither cycles nor other receivers.
package final class Notifier: Sendable {
    /// One receiver with its queue.
    private struct Line: Sendable {
        let target: NotificationTarget
        let sender: any NotificationSender
        let events: AsyncStream<NotificationEvent>
        let queue: AsyncStream<NotificationEvent>.Continuation
    }

    /// Eight tries over about two minutes before jitter.
    package static let retries = RetryPolicy(
        attempts: 8, base: .seconds(1), cap: .seconds(60))
    /// Events beyond this wait for a receiver in vain: they are dropped, with a line in the log.
    package static let mostWaiting = 500

    private let identity: Identity
    private let clock: any ConnectClock
    private let log: Logger
    private let random: @Sendable () -> Double
    private let lines: [Line]
    private let state: NIOLockedValueBox<NotificationState>
    private let givenUp = NIOLockedValueBox(0)

    /// - Parameters:
    ///   - state: what earlier runs told.
    ///   - sender: makes the sender of a target; tests put their own in place of the network.
    ///   - random: 0 up to, not including, 1.
    package init(
        _ targets: [NotificationTarget], identity: Identity, state: NotificationState,
        clock: any ConnectClock, log: Logger,
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        sender: ((NotificationTarget) -> any NotificationSender)? = nil
    ) {
        self.identity = identity
        self.clock = clock
        self.log = log
        self.random = random
        self.state = NIOLockedValueBox(state)
        lines = targets.map { target in
            let (events, queue) = AsyncStream.makeStream(
                of: NotificationEvent.self, bufferingPolicy: .bufferingOldest(Self.mostWaiting))
            return Line(
                target: target,
                sender: sender?(target) ?? target.makeSender(clock: clock, log: log),
                events: events, queue: queue)
        }
    }

    /// Events that were dropped or given up since the start.
    package var undelivered: Int { givenUp.withLockedValue(\.self) }

    /// Takes a cycle's report; what is new in it will be told.
    package func observe(_ report: DriftReport) {
        enqueue(state.withLockedValue { $0.notifications(of: report) })
    }

    /// Takes the failure of a cycle that has no report.
    package func observe(failure message: String, at time: Timestamp) {
        enqueue(state.withLockedValue { $0.notifications(ofFailure: message, at: time) })
    }

    /// Lets `run` return once the queues are empty; nothing is taken any more.
    package func close() {
        for line in lines { line.queue.finish() }
    }

    /// Delivers until `close`, and then what is still waiting; returns at once where its task is
    /// cancelled.
    package func run() async {
        await withTaskGroup(of: Void.self) { group in
            for line in lines {
                group.addTask {
                    for await event in line.events { await self.deliver(event, on: line) }
                }
            }
        }
    }

    private func enqueue(_ notifications: [DriftNotification]) {
        for notification in notifications {
            do {
                let event = try NotificationEvent(notification, identity: identity)
                for line in lines where !line.target.kinds.isDisjoint(with: event.kinds) {
                    if case .dropped = line.queue.yield(event) {
                        giveUp(event, line.target, "\(Self.mostWaiting) others are waiting")
                    }
                }
            } catch {
                log.error("a notification cannot be written", metadata: ["error": "\(error)"])
            }
        }
    }

    private func deliver(_ event: NotificationEvent, on line: Line) async {
        for attempt in 1...Self.retries.attempts {
            switch await line.sender.deliver(event) {
            case .delivered: return
            case .refused(let why): return giveUp(event, line.target, why)
            case .failed(let why):
                guard attempt < Self.retries.attempts, !Task.isCancelled else {
                    return giveUp(event, line.target, why)
                }
                log.warning(
                    "a notification is tried again",
                    metadata: ["to": "\(line.target.name)", "id": "\(event.id)", "why": "\(why)"])
                let delay = Self.retries.delay(before: attempt, random: random())
                do { try await clock.sleep(for: delay) } catch {
                    return giveUp(event, line.target, "the program is stopping")
                }
            }
        }
    }

    private func giveUp(_ event: NotificationEvent, _ target: NotificationTarget, _ why: String) {
        givenUp.withLockedValue { $0 += 1 }
        log.error(
            "a notification is given up",
            metadata: ["to": "\(target.name)", "id": "\(event.id)", "why": "\(why)"])
    }
}

extension NotificationTarget {
    package func makeSender(clock: any ConnectClock, log: Logger) -> any NotificationSender {
        switch receiver {
        case .webhook(let url, let secretFile):
            WebhookSender(url: url, secretFile: secretFile, timeout: Self.webhookTimeout)
        case .command(let words, let timeout):
            CommandSender(words: words, timeout: timeout, clock: clock) { [name] complaint in
                log.warning(
                    "a notification's command complains",
                    metadata: ["to": "\(name)", "stderr": "\(complaint)"])
            }
        }
    }
}
