import ArgumentParser
import Foundation
import Reconciliation
import UsageModel

extension OutputOptions {
    /// Prints a report and exits with its code.
    func finish(_ report: DriftReport) throws {
        Terminal.print(try renderer.render(report, as: output))
        guard let verdict = Verdict.highest(of: Verdict.all(in: report).filter(isFailure)) else {
            return
        }
        throw ExitCode(verdict)
    }

    /// Whether a verdict shows in the exit code: all do unless the caller said otherwise.
    private func isFailure(_ verdict: Verdict) -> Bool {
        let isDrift = verdict == .drift || verdict == .held
        return !(noExitCode && isDrift) && (failOn?.verdicts.contains(verdict) ?? true)
    }

    /// Prints what a cycle that may have been interrupted gave; the signal's code comes first.
    func finish(_ result: Result<DriftReport, any Error>, interrupted: ExitCode?) throws {
        guard let interrupted else { return try finish(result.get()) }
        // A cycle that was stopped before it had a plan has no report.
        if let report = try? result.get() {
            Terminal.print(try renderer.render(report, as: output))
        }
        throw interrupted
    }

    var renderer: ReportRenderer {
        ReportRenderer(
            style: RenderingStyle(color: usesColor, width: Terminal.width, showsAll: all))
    }

    private var usesColor: Bool {
        switch color {
        case .always: true
        case .never: false
        case .auto: Terminal.outputIsTerminal && (Terminal.environment["NO_COLOR"] ?? "").isEmpty
        }
    }
}

extension Terminal {
    static var environment: [String: String] { ProcessInfo.processInfo.environment }
}
