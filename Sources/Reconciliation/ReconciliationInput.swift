package import Policy
package import UsageModel

/// Everything that a plan is a function of; two equal inputs give equal plans.
package struct ReconciliationInput: Sendable {
    package var observation: Observation
    package var policies: any PolicyEvaluator
    package var usage: UsageView
    package var knowledge: LedgerKnowledge
    package var identity: Identity
    package var now: Timestamp
    /// Kinds of contract that are owed: `production`, `test`.
    package var environments: Set<String>
    package var processing: ProcessingTimes
    package var limits = RunLimits()
    /// What a person narrowed the run to: limits of a run are for that.
    package var selection = CellSelection()
    /// Cells that did not get through when their turn came last; only asked for where a limit lets
    /// some wait.
    package var failed: Set<Cell> = []
    /// Earlier months by pair, oldest first, where a decision needs them.
    package var history: [CellPair: [MonthUsage]] = [:]
    /// Pairs whose earlier months could not be read whole from the platform, and why.
    package var unprovenPast: [CellPair: [BillingMonth: String]] = [:]
    /// The sums by item of submitted files that others made, where they are to be compared.
    package var platformTotals: [UsageFileID: [ItemTotal]] = [:]
    /// Submitted files whose records were asked for and not proven complete, and why.
    package var unprovenRecords: [UsageFileID: String] = [:]
    /// The items of dynamic products.
    package var dynamicItems: [ProductID: Set<String>] = [:]

    package init(
        observation: Observation, policies: any PolicyEvaluator, usage: UsageView = UsageView(),
        knowledge: LedgerKnowledge = LedgerKnowledge(), identity: Identity, now: Timestamp,
        environments: Set<String> = ["production", "test"],
        processing: ProcessingTimes = ProcessingTimes()
    ) {
        self.observation = observation
        self.policies = policies
        self.usage = usage
        self.knowledge = knowledge
        self.identity = identity
        self.now = now
        self.environments = environments
        self.processing = processing
    }
}

/// The waiting times around the platform's own work.
package struct ProcessingTimes: Hashable, Sendable {
    /// A file in processing for longer than this is stuck.
    package var stuckAfter: Duration
    /// A file of our identity that another ledger made is left alone until it was quiet this long.
    package var takeover: Duration

    package init(stuckAfter: Duration = .seconds(6 * 3600), takeover: Duration = .seconds(600)) {
        self.stuckAfter = stuckAfter
        self.takeover = takeover
    }
}
