package import Policy
package import Reconciliation
package import UsageModel
package import UsageSources

/// Everything that a cycle needs to know of the configuration, checked and ready.
package struct ControllerSettings: Sendable {
    package var identity: Identity
    package var endpoint: String
    package var policies: any PolicyEvaluator
    /// In the order of the configuration.
    package var sources: [any UsageSource]
    /// By the source's name: how long after a month's end its usage is expected.
    package var expectedBy: [String: Duration]
    package var environments: Set<String>
    package var processing: ProcessingTimes
    /// Between two looks at files in processing.
    package var pollInterval: Duration
    /// How long a cycle waits for the platform's processing.
    package var wait: Duration
    /// Requests under way at one time.
    package var concurrency: Int
    package var limits = RunLimits()
    /// What a person said of subscriptions that moved between contracts.
    package var attributions = SubscriptionAttributions()
    /// Where what is sent is kept; nil keeps nothing.
    package var archive: Archive?
    /// How far the evaluating clock was moved ahead of real time, with `--as-of`.
    package var clockOffset = Duration.zero

    package init(
        identity: Identity, endpoint: String, policies: any PolicyEvaluator,
        sources: [any UsageSource] = [], expectedBy: [String: Duration] = [:],
        environments: Set<String> = ["production", "test"],
        processing: ProcessingTimes = ProcessingTimes(), pollInterval: Duration = .seconds(5),
        wait: Duration = .seconds(1800), concurrency: Int = 4
    ) {
        self.identity = identity
        self.endpoint = endpoint
        self.policies = policies
        self.sources = sources
        self.expectedBy = expectedBy
        self.environments = environments
        self.processing = processing
        self.pollInterval = pollInterval
        self.wait = wait
        self.concurrency = concurrency
    }

    /// The name of the source of a cell: the policy's, else the only one.
    func source(of cell: Cell, in observation: Observation, at now: Timestamp) -> String? {
        let facts = DesiredState.facts(of: cell, in: observation)
        return policies.effective(for: facts, at: now).source
            ?? (sources.count == 1 ? sources[0].name : nil)
    }
}
