import ConnectAPI
import Controller
import Logging
import NIOConcurrencyHelpers
import TestSupport
import Testing
import UsageModel

/// Queues and retries, with senders that answer from a script.
struct NotifierTests {
    private typealias Reports = NotificationReports

    /// Answers from a script, at last as its last answer says; remembers what it was given.
    private final class Script: NotificationSender {
        private let answers: NIOLockedValueBox<[NotificationDelivery]>
        private let given = NIOLockedValueBox<[NotificationEvent]>([])

        init(_ answers: [NotificationDelivery]) {
            self.answers = NIOLockedValueBox(answers)
        }

        var events: [NotificationEvent] { given.withLockedValue(\.self) }

        func deliver(_ event: NotificationEvent) async -> NotificationDelivery {
            given.withLockedValue { $0.append(event) }
            return answers.withLockedValue { $0.count > 1 ? $0.removeFirst() : $0[0] }
        }
    }

    /// Never answers until its task is cancelled.
    private struct Hanging: NotificationSender {
        let begun: AsyncStream<Void>.Continuation

        func deliver(_ event: NotificationEvent) async -> NotificationDelivery {
            begun.yield()
            let never = AsyncStream<Void> { _ in }
            for await _ in never {}
            return .failed("cancelled")
        }
    }

    private static let program = NotificationTarget.Receiver.command(["/bin/x"], timeout: .zero)
    private static let clock = SimulatedClock(at: Reports.time)

    private func notifier(
        _ targets: [NotificationTarget] = [NotificationTarget(program)],
        sender: @escaping (NotificationTarget) -> any NotificationSender
    ) throws -> Notifier {
        Notifier(
            targets, identity: try #require(Identity("tests")), state: NotificationState(),
            clock: Self.clock, log: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() },
            random: { 0 }, sender: sender)
    }

    @Test func `what failed is tried again with the same bytes until it is delivered`() async throws
    {
        let script = Script([.failed("HTTP 503"), .failed("HTTP 503"), .delivered])
        let notifier = try notifier { _ in script }
        notifier.observe(Reports.report("R1", [Reports.held(1)]))
        notifier.close()
        await notifier.run()
        #expect(script.events.count == 3)
        #expect(Set(script.events).count == 1)
        #expect(notifier.undelivered == 0)
    }

    @Test func `what is refused is not tried again, and the next event is`() async throws {
        let script = Script([.refused("HTTP 400"), .delivered])
        let notifier = try notifier { _ in script }
        notifier.observe(Reports.report("R1", [Reports.held(1)]))
        notifier.observe(Reports.report("R2", [Reports.inSync(1)]))
        notifier.close()
        await notifier.run()
        #expect(script.events.map(\.id).map { $0.prefix(2) } == ["R1", "R2", "R2"])
        #expect(notifier.undelivered == 1)
    }

    @Test func `a receiver that never answers well is given up after eight tries`() async throws {
        let script = Script([.failed("HTTP 503")])
        let notifier = try notifier { _ in script }
        notifier.observe(failure: "no connection", at: Reports.time)
        notifier.close()
        await notifier.run()
        #expect(script.events.count == 8)
        #expect(notifier.undelivered == 1)
    }

    @Test func `a receiver is told only what it asked for`() async throws {
        let held = Script([.delivered])
        let gone = Script([.delivered])
        let targets = [
            NotificationTarget(Self.program, kinds: [.held]),
            NotificationTarget(Self.program, kinds: [.gone, .unproven]),
        ]
        let notifier = try notifier(targets) { $0.kinds == [.held] ? held : gone }
        // Overdue and held at once: whoever asked for either hears of it.
        notifier.observe(Reports.report("R1", [Reports.held(1, isOverdue: true)]))
        notifier.observe(Reports.report("R2", [Reports.inSync(1)]))
        notifier.close()
        await notifier.run()
        #expect(held.events.count == 2)
        #expect(gone.events.map(\.kinds) == [[.gone]])
    }

    @Test(.timeLimit(.minutes(5)))
    func `a receiver that hangs delays neither cycles nor another receiver, and a stop ends it`()
        async throws
    {
        let (begun, started) = AsyncStream.makeStream(of: Void.self)
        let script = Script([.delivered])
        let targets = [
            NotificationTarget(Self.program, kinds: [.held]),
            NotificationTarget(Self.program, kinds: Set(NotificationKind.allCases)),
        ]
        let notifier = try notifier(targets) {
            $0.kinds == [.held] ? Hanging(begun: started) as any NotificationSender : script
        }
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await notifier.run() }
            notifier.observe(Reports.report("R0", [Reports.held(0)]))
            for await _ in begun { break }
            // More than the queue of the hanging one holds; none of these calls waits.
            for number in 1...(Notifier.mostWaiting + 20) {
                let cell = number.isMultiple(of: 2) ? Reports.held(0) : Reports.inSync(0)
                notifier.observe(Reports.report("R\(number)", [cell]))
            }
            notifier.close()
            group.cancelAll()
        }
        #expect(notifier.undelivered >= 21)
    }
}
