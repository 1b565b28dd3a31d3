import UsageModel

/// What an orchestrator asks: whether the process must be restarted, and whether it does its work.
struct HealthRoutes: Sendable {
    let loop: LoopStatus

    /// The loop's heartbeat, not Connect's health.
    func alive(at now: Timestamp) -> StatusAnswer {
        let health = loop.health
        guard !health.isAlive(at: now) else { return .text("ok") }
        return .text(
            "the loop gave no sign of life for \(AgeText.of(now.since(health.heartbeat))), "
                + "longer than three intervals",
            status: 503)
    }

    /// Configuration valid, key accepted, first proven observation done.
    ///
    /// It is answered without a token, so it names the kind of trouble and no detail of it.
    func ready() -> StatusAnswer {
        let health = loop.health
        guard health.configurationProblems.isEmpty else {
            return .text("the configuration is not valid", status: 503)
        }
        let reasons = health.unready
        return reasons.isEmpty
            ? .text("ok") : .text(reasons.joined(separator: "\n"), status: 503)
    }
}
