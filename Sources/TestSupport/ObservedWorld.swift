package import Policy
package import Reconciliation
package import UsageModel

/// A small account with one distribution contract, one listed pay-as-you-go product and one closed
/// month that is owed: October 2026, looked at on the fifth of November. Tests change what matters.
package struct ObservedWorld: Sendable {
    package static let contract: ContractID = "CRD-00001-00001-00001"
    package static let product: ProductID = "PRD-001-001-001"
    package static let marketplace: MarketplaceID = "MP-00001"
    package static let identity = installation("production")
    /// The one cell that is owed.
    package static let cell = cell("2026-10")

    package var contracts: [Contract]
    package var listings: [Listing]
    package var products: [Product]
    package var marketplaces: [Marketplace]
    package var files: [UsageFile] = []
    package var recordDays: [UsageFileID: DateSpan] = [:]
    package var subscribedPairs: Set<CellPair> = []
    package var policies: FixedPolicies
    package var usage = UsageView()
    /// The rows that were delivered to each cell, as they would be sent.
    package var rows: [Cell: [UsageRow]] = [:]
    package var knowledge = LedgerKnowledge(isFresh: false)
    package var now = instant("2026-11-05T06:00:00Z")
    package var environments: Set<String> = ["production", "test"]
    package var processing = ProcessingTimes()
    package var limits = RunLimits()
    /// Earlier months, by pair.
    package var history: [CellPair: [MonthUsage]] = [:]
    package var dynamicItems: [ProductID: Set<String>] = [:]
    /// What the platform holds of submitted files.
    package var platformTotals: [UsageFileID: [ItemTotal]] = [:]
    package var unprovenRecords: [UsageFileID: String] = [:]

    package init() {
        contracts = [
            Contract(
                id: Self.contract, name: "Distribution", marketplace: Self.marketplace,
                events: ContractEvents(created: instant("2020-01-01")))
        ]
        listings = [
            Listing(
                id: "LST-1", contract: Self.contract, product: Self.product,
                created: instant("2020-01-01"))
        ]
        products = [
            Product(
                id: Self.product, name: "Storage", payAsYouGo: PayAsYouGo(schema: .quantity))
        ]
        marketplaces = [Marketplace(id: Self.marketplace, name: "Europe", currency: "EUR")]
        var policy = EffectivePolicy()
        policy.months.since = Self.cell.month
        policies = FixedPolicies(policy)
    }

    package static func cell(
        _ text: String, contract: ContractID = ObservedWorld.contract,
        product: ProductID = ObservedWorld.product
    ) -> Cell {
        Cell(contract: contract, product: product, month: month(text))
    }

    /// The policy of all cells.
    package var policy: EffectivePolicy {
        get { policies.policy }
        set { policies.policy = newValue }
    }

    package var observation: Observation {
        Observation(
            contracts: contracts, listings: listings, products: products,
            marketplaces: marketplaces, files: files, recordDays: recordDays,
            subscribedPairs: subscribedPairs)
    }

    package var input: ReconciliationInput {
        var input = ReconciliationInput(
            observation: observation, policies: policies, usage: usage, knowledge: knowledge,
            identity: Self.identity, now: now, environments: environments, processing: processing)
        input.limits = limits
        input.history = history
        input.dynamicItems = dynamicItems
        input.platformTotals = platformTotals
        input.unprovenRecords = unprovenRecords
        return input
    }

    package var plan: Plan { Planner(input).plan() }
    package var obligations: [Cell: Obligation] { DesiredState(input).obligations }

    /// A cell of the plan, nil where the plan does not speak of it.
    package func planned(_ cell: Cell = ObservedWorld.cell) -> PlannedCell? {
        plan.cells.first { $0.cell == cell }
    }

    /// The report of the plan, as a diff makes it, or a reconcile that achieved something.
    package func report(
        _ selection: CellSelection = CellSelection(), outcomes: [Cell: Outcome]? = nil
    ) -> DriftReport {
        var report = DriftReport(
            id: "01J00000000000000000000000", command: outcomes == nil ? "diff" : "reconcile",
            asOf: now, endpoint: "https://connect.example/public/v1", identity: Self.identity.name,
            observation: ReportObservation(complete: true))
        ReportBuilder(plan, observation: observation, knowledge: knowledge, now: now)
            .fill(&report, selection: selection, outcomes: outcomes)
        return report
    }
}
