import Programs

/// The time from a program's start to its end, for several calls.
struct StartMeasurement {
    /// Each a program's path and its arguments.
    let calls: [[String]]
    private static let rounds = 50

    /// The median of each call over the rounds.
    ///
    /// The calls take turns, so that what slows the machine down slows all of them.
    func medians() async throws -> [Duration] {
        // What is not in memory yet is read from the disk once.
        for call in calls { _ = try await Self.time(call) }
        var times = [[Duration]](repeating: [], count: calls.count)
        for _ in 0..<Self.rounds {
            for (index, call) in calls.enumerated() {
                times[index].append(try await Self.time(call))
            }
        }
        return times.map { $0.sorted()[$0.count / 2] }
    }

    private static func time(_ call: [String]) async throws -> Duration {
        let runner = ProgramRunner(timeLimit: .seconds(30)) { try await Task.sleep(for: $0) }
        let begun = ContinuousClock.now
        let end = try await runner.run(
            ProgramCall(
                program: call[0], arguments: Array(call.dropFirst()),
                environment: ["PATH": "/usr/bin:/bin"]))
        let time = ContinuousClock.now - begun
        guard end.way == .exited(code: 0) else {
            throw Wrong(description: "\(call.joined(separator: " ")): \(end.way)")
        }
        return time
    }

    static func line(_ name: String, _ time: Duration, nothing: Duration) -> String {
        let tenths = Int((time / .microseconds(100)).rounded())
        let ratio = Int((time / nothing * 10).rounded())
        let padded = name.padding(toLength: 22)
        return "\(padded)\(tenths / 10).\(tenths % 10) ms, "
            + "\(ratio / 10).\(ratio % 10) times a program that does nothing"
    }
}

extension String {
    fileprivate func padding(toLength length: Int) -> String {
        self + String(repeating: " ", count: max(1, length - count))
    }
}
