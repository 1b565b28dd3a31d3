package import UsageModel

/// What holds for one cell at one time: every field with its value and where it came from.
package struct EffectivePolicy: Sendable {
    package var months = MonthRules()
    package var report = true
    package var suspend = false
    package var submit = SubmitMode.automatic
    package var onNoUsage = NoUsageRule.skip
    package var onInvalid = ResendRule.hold
    package var onRejected = ResendRule.hold
    package var onDuplicate = DuplicateRule.hold
    package var onTerminated = TerminatedRule.report
    package var foreignDrafts = ForeignDraftRule.hold
    /// Foreign drafts older than this are ignored in any case.
    package var foreignDraftsIgnoredAfter = Duration.seconds(30 * 86_400)
    package var filesWithoutPeriod = PeriodlessRule.infer
    /// The usage source by name; nil takes the only one.
    package var source: String?
    package var assetCriteria = AssetCriteria.id
    package var currency = CurrencyRule.marketplace
    package var file = FileTemplates()
    package var limits = PolicyLimits()

    /// Where each field was set; a field without an entry is built in.
    package var origins: [PolicyField: PolicyOrigin] = [:]
    /// The names of the policies that apply, most specific first.
    package var matched: [String] = []
    /// The policies that do not apply, in order of name, each with the line that excludes it;
    /// filled
    /// by `PolicySet.explanation` only.
    package var notMatched: [PolicyMismatch] = []
    /// Fields that two policies of equal rank set differently.
    package var conflicts: [PolicyConflict] = []
    /// Protections whose `until` has passed: the cell is held until they are removed or renewed.
    package var expiredProtections: [ExpiredPolicy] = []
    /// The `reason` of the document that suspends, if any.
    package var suspendReason: String?

    package init() {}
}

/// Which months are owed, and when.
package struct MonthRules: Hashable, Sendable {
    /// The first month that is owed; nil if no policy says so, which holds the cell.
    package var since: BillingMonth?
    package var until: BillingMonth?
    /// An IANA name, known to exist.
    package var timeZone = "UTC"
    package var closeDelay = Duration.seconds(3 * 86_400)
    /// The day of the next month after which a cell is overdue, 1 to 28.
    package var due = 8
    /// Closed months this recent converge by themselves; older ones are held.
    package var autoWithin = 2

    package init() {}
}

package enum SubmitMode: String, Sendable, CaseIterable { case automatic, manual }
package enum NoUsageRule: String, Sendable, CaseIterable { case skip, send, hold }
package enum ResendRule: String, Sendable, CaseIterable { case hold, resend }
package enum DuplicateRule: String, Sendable, CaseIterable { case hold, deleteOurs }
package enum TerminatedRule: String, Sendable, CaseIterable { case report, reconcile }
package enum ForeignDraftRule: String, Sendable, CaseIterable { case hold, ignore, adopt }
package enum PeriodlessRule: String, Sendable, CaseIterable { case infer, occupy, ignore }
package enum ZeroAfterUsageRule: String, Sendable, CaseIterable { case warn, hold, allow }
package enum FirstFileRule: String, Sendable, CaseIterable { case allow, approve }
package enum NewItemsRule: String, Sendable, CaseIterable { case approve, allow }

/// How a record's `subscription_id` is looked up.
package enum AssetCriteria: Hashable, Sendable, CustomStringConvertible {
    case id
    case parameter(String)

    package var description: String {
        switch self {
        case .id: "asset.id"
        case .parameter(let name): "parameter.\(name)"
        }
    }

    /// Reads `asset.id` or `parameter.NAME`.
    package init?(_ text: String) {
        if text == "asset.id" {
            self = .id
        } else if text.hasPrefix("parameter."), text.utf8.count > "parameter.".utf8.count {
            self = .parameter(String(text.dropFirst("parameter.".count)))
        } else {
            return nil
        }
    }
}

package enum CurrencyRule: Hashable, Sendable {
    case marketplace
    /// ISO 4217.
    case code(String)
}

/// Templates of a usage file's texts.
///
/// Placeholders: `{contract} {contractName} {product} {productName} {month} {from} {to}
/// {marketplace}`.
package struct FileTemplates: Hashable, Sendable {
    package var name = "Usage {month} {product}"
    package var description = "Usage of {productName} in {month} under {contract}"
    package var note: String?

    package init() {}
}

/// The guards of a cell.
package struct PolicyLimits: Hashable, Sendable {
    /// The most that a file may amount to, by currency; nil sets no limit, a currency that is not
    /// listed is held.
    package var amountPerFile: [String: ExactDecimal]?
    /// Nil switches the guard off.
    package var ratioToMedian: ExactDecimal? = ExactDecimal(5)
    package var zeroAfterUsage = ZeroAfterUsageRule.warn
    package var firstFile = FirstFileRule.allow
    package var newItems = NewItemsRule.approve
    /// The share of a product's month that may be unattributed, 0 to 1; nil switches it off.
    package var unattributed: ExactDecimal? = ExactDecimal("0.01")

    package init() {}
}
