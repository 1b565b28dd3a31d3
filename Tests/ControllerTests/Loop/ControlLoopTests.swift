import Controller
import NIOConcurrencyHelpers
import TestSupport
import Testing
import UsageModel

/// The loop around the cycles: one after the other, whatever happens in them.
struct ControlLoopTests {
    /// Gives prepared turns and notes when cycles ran.
    private final class ScriptedRunner: LoopRunner {
        private struct State {
            var turns: [LoopTurn]
            var triggers: [LoopTrigger] = []
            var isRunning = false
            var overlaps = 0
        }

        private let state: NIOLockedValueBox<State>
        private let clock: SimulatedClock

        init(_ turns: [LoopTurn], clock: SimulatedClock) {
            state = NIOLockedValueBox(State(turns: turns))
            self.clock = clock
        }

        var triggers: [LoopTrigger] { state.withLockedValue(\.triggers) }
        var overlaps: Int { state.withLockedValue(\.overlaps) }

        func turn(_ trigger: LoopTrigger) async -> LoopTurn {
            let turn = state.withLockedValue { state -> LoopTurn in
                if state.isRunning { state.overlaps += 1 }
                state.isRunning = true
                state.triggers.append(trigger)
                return state.turns.isEmpty
                    ? LoopTurn(trigger: trigger, begun: clock.now) : state.turns.removeFirst()
            }
            await Task.yield()
            state.withLockedValue { $0.isRunning = false }
            return turn
        }
    }

    /// Stops the bell after a number of turns, and remembers what the loop said.
    private final class Listener: LoopObserver {
        private let state = NIOLockedValueBox<[NextCycle]>([])
        private let bell: LoopBell
        private let last: Int

        init(_ bell: LoopBell, last: Int) {
            self.bell = bell
            self.last = last
        }

        var pauses: [NextCycle] { state.withLockedValue(\.self) }

        func begins(_ trigger: LoopTrigger) {}

        func ended(_ turn: LoopTurn, next: NextCycle) {
            let count = state.withLockedValue { pauses in
                pauses.append(next)
                return pauses.count
            }
            if count == last { bell.stop() }
        }
    }

    private let clock = SimulatedClock(at: Timestamp(seconds: 0))

    private func turn(failing: Bool) -> LoopTurn {
        LoopTurn(
            trigger: .interval, begun: clock.now,
            failure: failing ? LoopFailure(kind: .connect, message: "503") : nil,
            times: LoopTimes(interval: .seconds(900), jitter: 0))
    }

    @Test func `failures in a row wait longer each time, and a good turn forgets them`() async {
        let bell = LoopBell(clock: clock)
        let runner = ScriptedRunner(
            [true, true, true, false, true].map(turn(failing:)), clock: clock)
        let listener = Listener(bell, last: 5)
        await ControlLoop(runner: runner, bell: bell, observers: [listener], random: { 0 }).run()
        #expect(
            listener.pauses.map(\.after)
                == [.seconds(15), .seconds(30), .seconds(60), .seconds(900), .seconds(15)])
        #expect(runner.triggers == [.start, .retry, .retry, .retry, .interval])
        #expect(clock.uptime == .seconds(15 + 30 + 60 + 900))
    }

    @Test func `each trigger of a sequence is one cycle, and cycles never overlap`() async {
        let runner = ScriptedRunner([], clock: clock)
        let (triggers, continuation) = AsyncStream.makeStream(of: LoopTrigger.self)
        let loop = ControlLoop(runner: runner, bell: LoopBell(clock: clock))
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await loop.run(triggers: triggers) }
            for trigger in [LoopTrigger.start, .signal, .decision] { continuation.yield(trigger) }
            continuation.finish()
        }
        #expect(runner.triggers == [.start, .signal, .decision])
        #expect(runner.overlaps == 0)
    }

    @Test func `a cancelled loop ends with the cycle in hand`() async {
        let runner = ScriptedRunner([], clock: clock)
        let loop = ControlLoop(runner: runner, bell: LoopBell(clock: clock))
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await loop.run() }
            group.cancelAll()
        }
        #expect(runner.triggers.count <= 1)
    }
}
