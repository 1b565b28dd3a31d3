import Controller
import Logging
import UsageModel

/// What the loop says on stderr: loud where something is wrong, one line where something was done,
/// and nothing above `info` while all is well.
struct RunLog: LoopObserver {
    let logger: Logger

    func begins(_ trigger: LoopTrigger) {
        logger.debug("a cycle begins", metadata: ["trigger": "\(trigger.rawValue)"])
    }

    func ended(_ turn: LoopTurn, next: NextCycle) {
        for problem in turn.configurationProblems {
            logger.error("the configuration is broken, nothing is written", ["problem": problem])
        }
        if let failure = turn.failure, failure.kind != .stopped {
            logger.error(
                "the cycle gave no verdict",
                [
                    "kind": failure.kind.rawValue, "message": failure.message,
                    "next": seconds(next.after),
                ])
        }
        guard let report = turn.report, turn.failure == nil else { return }
        for error in report.errors { logger.error("the cycle failed in part", ["error": error]) }
        let done = report.cells.filter { $0.outcome != nil }
        for cell in done { log(cell) }
        logger.log(
            level: done.isEmpty ? .info : .notice, "the cycle ended",
            metadata: summary(of: report).merging(["next": "\(seconds(next.after))"]) { $1 })
    }

    private func log(_ cell: CellReport) {
        guard let outcome = cell.outcome else { return }
        var fields = [
            "cell": cell.cell.description, "result": outcome.result.rawValue,
            "reason": cell.decision.reason.rawValue,
        ]
        fields["file"] = outcome.fileId?.text
        fields["error"] = outcome.error
        logger.log(
            level: outcome.error == nil ? .notice : .warning, "a cell was acted on",
            metadata: fields.mapValues { "\(PrintableText.of($0))" })
    }

    private func summary(of report: DriftReport) -> Logger.Metadata {
        [
            "report": "\(report.id)", "owed": "\(report.summary.obligations)",
            "inSync": "\(report.summary.inSync)", "actionable": "\(report.summary.actionable)",
            "waiting": "\(report.summary.waiting)", "held": "\(report.summary.held)",
            "overdue": "\(report.summary.overdue)", "requests": "\(report.observation.requests)",
        ]
    }

    private func seconds(_ duration: Duration) -> String { "\(duration.components.seconds) s" }
}

extension Logger {
    /// Values may come from a server or a file: they are cleaned of what would change a terminal.
    fileprivate func error(_ message: Logger.Message, _ fields: [String: String]) {
        error(message, metadata: fields.mapValues { "\(PrintableText.of($0))" })
    }
}
