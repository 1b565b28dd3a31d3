import UsageModel
import YAMLDocument

extension PolicyField {
    /// The values of the field; what it reads is made a `PolicyValue`.
    var type: ValueType {
        let type = acceptsNone ? valueType.orNone : valueType
        return type.map { PolicyValue($0) }
    }

    /// Whether a document may say `none`, which overrides what a less specific policy says.
    package var acceptsNone: Bool {
        switch self {
        case .until, .fileNote, .amountPerFile, .ratioToMedian, .unattributed: true
        default: false
        }
    }

    /// The value that holds where no document sets the field, nil where there is none.
    var builtIn: JSONValue? {
        let value = EffectivePolicy().value(of: self)
        return value == .none && !acceptsNone ? nil : value.json
    }

    /// The key within `spec`, or within the group.
    var key: String { rawValue.split(separator: ".").last.map(String.init) ?? rawValue }

    /// `months`, `file` or `limits`; nil for a field of `spec` itself.
    var group: String? {
        let parts = rawValue.split(separator: ".")
        return parts.count == 2 ? String(parts[0]) : nil
    }

    private var valueType: ValueType {
        switch self {
        case .since, .until: .month { BillingMonth($0) }
        case .timeZone: .timeZone
        case .closeDelay, .foreignDraftsIgnoredAfter: .duration
        case .due: .integer(in: 1...28)
        case .autoWithin: .integer(in: 0...1200)
        case .report, .suspend: .boolean
        case .submit: words(SubmitMode.self)
        case .onNoUsage: words(NoUsageRule.self)
        case .onInvalid, .onRejected: words(ResendRule.self)
        case .onDuplicate: words(DuplicateRule.self)
        case .onTerminated: words(TerminatedRule.self)
        case .foreignDrafts: words(ForeignDraftRule.self)
        case .filesWithoutPeriod: words(PeriodlessRule.self)
        case .source: .text
        case .assetCriteria: .assetCriteria
        case .currency: .currencyRule
        case .fileName: .template(limit: FileTemplate.nameLimit)
        case .fileDescription, .fileNote: .template(limit: FileTemplate.textLimit)
        case .amountPerFile: .amounts
        case .ratioToMedian: .ratio
        case .zeroAfterUsage: words(ZeroAfterUsageRule.self)
        case .firstFile: words(FirstFileRule.self)
        case .newItems: words(NewItemsRule.self)
        case .unattributed: .share
        }
    }

    private func words<Word: RawRepresentable<String> & CaseIterable>(
        _ type: Word.Type
    ) -> ValueType {
        .word(type.allCases.map(\.rawValue))
    }
}
