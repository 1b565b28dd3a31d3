import ConnectAPI
import Foundation
import Programs

/// Starts a program with the event on its stdin and waits for its end, at most for a time.
struct CommandSender: NotificationSender {
    /// The program and its arguments.
    let words: [String]
    let timeout: Duration
    let clock: any ConnectClock
    /// Told what the program wrote to its stderr, when it wrote anything.
    let complain: @Sendable (String) -> Void

    func deliver(_ event: NotificationEvent) async -> NotificationDelivery {
        let clock = clock
        // Whoever does not take the event in time is killed without being asked.
        let runner = ProgramRunner(timeLimit: timeout, grace: .zero) { duration in
            try await clock.sleep(for: duration)
        }
        // What a program leaves running after it took the event is its own affair.
        let call = ProgramCall(
            program: words.first ?? "", arguments: Array(words.dropFirst()),
            environment: ProcessInfo.processInfo.environment, input: event.body,
            endsChildren: false)
        do {
            let end = try await runner.run(call)
            let complaint = end.complaint.trimmingCharacters(in: .whitespacesAndNewlines)
            if !complaint.isEmpty { complain(complaint) }
            return outcome(end)
        } catch {
            return .failed("\(error)")
        }
    }

    private func outcome(_ end: ProgramEnd) -> NotificationDelivery {
        switch end.way {
        case .exited(code: 0): .delivered
        case .exited(let code): .failed("it ended with exit code \(code)")
        case .signalled: .failed("it was ended by a signal")
        case .timeIsOver, .outputRefused: .failed("it did not end within \(timeout) and was killed")
        case .cancelled: .failed("the program is stopping")
        }
    }
}
