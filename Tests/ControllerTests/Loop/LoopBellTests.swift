import Controller
import TestSupport
import Testing
import UsageModel

/// When a waiting loop is woken.
struct LoopBellTests {
    private let clock = SimulatedClock(at: Timestamp(seconds: 0))

    @Test func `the first cycle begins at once`() async {
        let bell = LoopBell(clock: clock)
        #expect(await bell.next() == .start)
        #expect(clock.uptime == .zero)
    }

    @Test func `the next one begins at its time, with its reason`() async {
        let bell = LoopBell(clock: clock)
        _ = await bell.next()
        bell.set(NextCycle(after: .seconds(900), trigger: .interval))
        #expect(await bell.next() == .interval)
        #expect(clock.uptime == .seconds(900))
    }

    @Test func `calls that come while a cycle runs are one cycle after it`() async {
        let bell = LoopBell(clock: clock)
        _ = await bell.next()
        bell.ring(.decision)
        bell.ring(.signal)
        bell.set(NextCycle(after: .seconds(900), trigger: .interval))
        #expect(await bell.next() == .decision)
        bell.set(NextCycle(after: .seconds(60), trigger: .processing))
        #expect(await bell.next() == .processing)
    }

    @Test func `a call wakes a bell that has no time set`() async {
        let bell = LoopBell(clock: clock)
        _ = await bell.next()
        let trigger = await withTaskGroup(of: LoopTrigger?.self) { group in
            group.addTask { await bell.next() }
            group.addTask {
                bell.ring(.signal)
                return nil
            }
            return await group.reduce(nil) { $0 ?? $1 }
        }
        #expect(trigger == .signal)
    }

    @Test func `a stop ends the wait, also one that begins afterwards`() async {
        let bell = LoopBell(clock: clock)
        _ = await bell.next()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { #expect(await bell.next() == nil) }
            bell.stop()
        }
        bell.ring(.signal)
        #expect(await bell.next() == nil)
    }

    @Test func `a cancelled wait ends without a cycle`() async {
        let bell = LoopBell(clock: clock)
        _ = await bell.next()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { #expect(await bell.next() == nil) }
            group.cancelAll()
        }
    }
}
