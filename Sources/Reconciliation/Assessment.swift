package import UsageModel

/// The judgement of one cell before any guard looks at it.
package struct Assessment: Hashable, Sendable {
    package var state: CellState
    package var decision: Decision
    /// The file of ours that goes on, if there is one.
    package var survivor: UsageFile?
    /// Files of ours to delete, oldest first.
    package var surplus: [UsageFile]
    package var notes: [String]
    /// Refused files of ours beside the one that goes on: they stand for nothing any more.
    package var passedOver: Set<UsageFileID> = []
    /// Whether the judgement waits for the source's answer.
    package var needsUsage: Bool
    /// A submitted month against what the source says now, where they were compared; without items
    /// where they agree.
    package var difference: UsageDifference?

    package init(
        state: CellState, decision: Decision, survivor: UsageFile? = nil,
        surplus: [UsageFile] = [], notes: [String] = [], needsUsage: Bool = false
    ) {
        self.state = state
        self.decision = decision
        self.survivor = survivor
        self.surplus = surplus
        self.notes = notes
        self.needsUsage = needsUsage
    }
}
