package import UsageModel

extension CellReport {
    /// Whether something is left to say of the cell.
    package var isDrift: Bool { decision.verb != .none || !state.isSettled }
}
