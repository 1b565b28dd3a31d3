import UsageModel

extension PolicyField {
    /// Whether a value keeps the controller from acting, so that its end must hold the cell and not
    /// set it free.
    ///
    /// `suspend`, `submit: manual`, `report: false` and every `hold` do so whatever else holds;
    /// other values do where they are stricter than what would take their place. All others simply
    /// end.
    func isProtection(_ value: PolicyValue, insteadOf fallback: PolicyValue) -> Bool {
        switch self {
        case .suspend: return value == .flag(true)
        case .report: return value == .flag(false)
        case .submit: return value == .text(SubmitMode.manual.rawValue)
        default:
            if value == .text("hold"), !fromLooseToStrict.isEmpty { return true }
            return isStricter(value, than: fallback)
        }
    }

    /// The words of a field from the one that lets most happen to the one that lets least; empty
    /// where the field has no such order.
    private var fromLooseToStrict: [String] {
        switch self {
        case .onNoUsage: ["send", "skip", "hold"]
        case .onInvalid, .onRejected: ["resend", "hold"]
        case .onDuplicate: ["deleteOurs", "hold"]
        case .onTerminated: ["reconcile", "report"]
        case .foreignDrafts: ["adopt", "ignore", "hold"]
        case .filesWithoutPeriod: ["ignore", "infer", "occupy"]
        case .zeroAfterUsage: ["allow", "warn", "hold"]
        case .firstFile, .newItems: ["allow", "approve"]
        default: []
        }
    }

    private func isStricter(_ value: PolicyValue, than fallback: PolicyValue) -> Bool {
        switch (self, value, fallback) {
        case (.since, .month(let since), .month(let other)): since > other
        case (.until, .month(let until), .month(let other)): until < other
        case (.until, .month, .none): true
        case (.closeDelay, .duration(let delay), .duration(let other)),
            (.foreignDraftsIgnoredAfter, .duration(let delay), .duration(let other)):
            delay > other
        case (.autoWithin, .number(let months), .number(let other)): months < other
        case (.ratioToMedian, .decimal(let ratio), .decimal(let other)): ratio < other
        case (.unattributed, .share(let share), .share(let other)): share < other
        case (.ratioToMedian, .decimal, .none), (.unattributed, .share, .none),
            (.amountPerFile, .amounts, .none):
            true
        case (.amountPerFile, .amounts(let amounts), .amounts(let others)):
            // A currency that is not listed is held, so it has the strictest limit of all.
            others.contains { currency, other in amounts[currency].map { $0 < other } ?? true }
        case (_, .text(let word), .text(let other)):
            (fromLooseToStrict.firstIndex(of: word) ?? 0)
                > (fromLooseToStrict.firstIndex(of: other) ?? 0)
        default: false
        }
    }
}
