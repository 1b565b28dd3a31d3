/// Runs programs, each for a time at most, and ends them with all that they started.
package struct ProgramRunner: Sendable {
    /// How long a program may take.
    package var timeLimit: Duration
    /// How long after a SIGTERM the SIGKILL follows.
    package var grace: Duration
    /// How much of its stderr is kept, in bytes.
    package var complaintBytes: Int
    private let sleep: @Sendable (Duration) async throws -> Void

    /// - Parameter sleep: waits, or throws where its task is cancelled; tests bring their own.
    package init(
        timeLimit: Duration, grace: Duration = .seconds(5), complaintBytes: Int = 2000,
        sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.timeLimit = timeLimit
        self.grace = grace
        self.complaintBytes = complaintBytes
        self.sleep = sleep
    }

    private enum Step: Sendable {
        case ended(Result<ProgramEnd, ProgramFault>)
        case timeIsOver
        case cancelled
    }

    /// Runs a program to its end; nothing of it is left when this returns.
    ///
    /// The output is whole only where the program exited by itself: a program that it started and
    /// that holds its stdout is waited for.
    ///
    /// - Parameter take: gets its stdout piece by piece, on a thread of its own; false ends the
    ///   program. Nil throws the output away.
    package func run(
        _ call: ProgramCall, take: (@Sendable (ArraySlice<UInt8>) -> Bool)? = nil
    ) async throws(ProgramFault) -> ProgramEnd {
        let stop = try StopSignal()
        let result = await withTaskCancellationHandler {
            await raceAgainstTime(call, stop, take)
        } onCancel: {
            stop.stop()
        }
        return try result.get()
    }

    private func raceAgainstTime(
        _ call: ProgramCall, _ stop: StopSignal,
        _ take: (@Sendable (ArraySlice<UInt8>) -> Bool)?
    ) async -> Result<ProgramEnd, ProgramFault> {
        await withTaskGroup(of: Step.self) { group in
            group.addTask { [grace, complaintBytes] in
                let watch = ProgramWatch(
                    call: call, stop: stop, grace: grace, complaintBytes: complaintBytes,
                    take: take)
                return .ended(await OwnThread.run(named: "program") { watch.run() })
            }
            group.addTask { [sleep, timeLimit] in
                do { try await sleep(timeLimit) } catch { return .cancelled }
                return .timeIsOver
            }
            var isLate = false
            for await step in group {
                switch step {
                case .ended(.success(var end)):
                    group.cancelAll()
                    if isLate, end.way == .cancelled { end.way = .timeIsOver }
                    return .success(end)
                case .ended(let failure):
                    group.cancelAll()
                    return failure
                case .timeIsOver:
                    isLate = true
                    stop.stop()
                case .cancelled: continue
                }
            }
            // The group has the program's own task, which always answers.
            return .success(ProgramEnd(way: .cancelled, complaint: "", complaintIsCut: false))
        }
    }
}
