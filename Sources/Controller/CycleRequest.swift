package import Reconciliation
package import UsageModel

/// What a person or the loop asks of one cycle.
package struct CycleRequest: Sendable {
    /// `diff`, `reconcile` or `run`; it stands in the report.
    package var command: String
    package var selection: CellSelection
    /// Fetches the usage of every cell, also where no decision needs it.
    package var withUsage: Bool
    /// Cells that a person named one by one: the sources are asked for them, whatever the first
    /// plan knows of them.
    package var named: Set<Cell> = []
    /// What is wrong around the cycle, a sentence each; they stand among the report's errors.
    package var problems: [String] = []

    package init(
        command: String, selection: CellSelection = CellSelection(), withUsage: Bool = false
    ) {
        self.command = command
        self.selection = selection
        self.withUsage = withUsage
    }
}
