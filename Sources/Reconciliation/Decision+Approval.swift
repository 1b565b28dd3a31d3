package import UsageModel

extension Decision {
    /// Whether a person's approval releases it: guards and submits that wait for a word, not states
    /// that need mending.
    package var isApprovable: Bool {
        guard verb == .hold else { return false }
        switch reason {
        case .monthOld, .firstFile, .amountLimit, .ratioLimit, .zeroAfterUsage, .newItems,
            .unattributedLimit, .amountPerRun, .productTotal, .readyManual, .usageZeroEverywhere,
            .usageZeroHeld:
            return true
        default: return false
        }
    }
}
