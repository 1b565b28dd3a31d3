import UsageModel

extension EffectivePolicy {
    /// The value of a field by its name in the documents.
    package func value(of field: PolicyField) -> PolicyValue {
        switch field {
        case .since: months.since.map(PolicyValue.month) ?? .none
        case .until: months.until.map(PolicyValue.month) ?? .none
        case .timeZone: .text(months.timeZone)
        case .closeDelay: .duration(months.closeDelay)
        case .due: .number(months.due)
        case .autoWithin: .number(months.autoWithin)
        case .report: .flag(report)
        case .suspend: .flag(suspend)
        case .submit: .text(submit.rawValue)
        case .onNoUsage: .text(onNoUsage.rawValue)
        case .onInvalid: .text(onInvalid.rawValue)
        case .onRejected: .text(onRejected.rawValue)
        case .onDuplicate: .text(onDuplicate.rawValue)
        case .onTerminated: .text(onTerminated.rawValue)
        case .foreignDrafts: .text(foreignDrafts.rawValue)
        case .foreignDraftsIgnoredAfter: .duration(foreignDraftsIgnoredAfter)
        case .filesWithoutPeriod: .text(filesWithoutPeriod.rawValue)
        case .source: source.map(PolicyValue.text) ?? .none
        case .assetCriteria: .text(assetCriteria.description)
        case .currency: .text(currency.text)
        case .fileName: .text(file.name)
        case .fileDescription: .text(file.description)
        case .fileNote: file.note.map(PolicyValue.text) ?? .none
        case .amountPerFile: limits.amountPerFile.map(PolicyValue.amounts) ?? .none
        case .ratioToMedian: limits.ratioToMedian.map(PolicyValue.decimal) ?? .none
        case .zeroAfterUsage: .text(limits.zeroAfterUsage.rawValue)
        case .firstFile: .text(limits.firstFile.rawValue)
        case .newItems: .text(limits.newItems.rawValue)
        case .unattributed: limits.unattributed.map(PolicyValue.share) ?? .none
        }
    }

    /// Sets a field to a value that its definition read; a value of another type changes nothing.
    mutating func set(_ field: PolicyField, to value: PolicyValue) {
        switch field {
        case .since, .until, .timeZone, .closeDelay, .due, .autoWithin: months.set(field, to: value)
        case .report: value.assign(flag: &report)
        case .suspend: value.assign(flag: &suspend)
        case .submit: value.assign(word: &submit)
        case .onNoUsage: value.assign(word: &onNoUsage)
        case .onInvalid: value.assign(word: &onInvalid)
        case .onRejected: value.assign(word: &onRejected)
        case .onDuplicate: value.assign(word: &onDuplicate)
        case .onTerminated: value.assign(word: &onTerminated)
        case .foreignDrafts: value.assign(word: &foreignDrafts)
        case .foreignDraftsIgnoredAfter: value.assign(duration: &foreignDraftsIgnoredAfter)
        case .filesWithoutPeriod: value.assign(word: &filesWithoutPeriod)
        case .source: source = value.text
        case .assetCriteria: assetCriteria = value.text.flatMap(AssetCriteria.init) ?? assetCriteria
        case .currency: currency = value.text.map(CurrencyRule.init(text:)) ?? currency
        case .fileName: file.name = value.text ?? file.name
        case .fileDescription: file.description = value.text ?? file.description
        case .fileNote: file.note = value.text
        case .amountPerFile, .ratioToMedian, .zeroAfterUsage, .firstFile, .newItems, .unattributed:
            limits.set(field, to: value)
        }
    }
}

extension MonthRules {
    fileprivate mutating func set(_ field: PolicyField, to value: PolicyValue) {
        switch field {
        case .since: since = value.month
        case .until: until = value.month
        case .timeZone: timeZone = value.text ?? timeZone
        case .closeDelay: value.assign(duration: &closeDelay)
        case .due: value.assign(number: &due)
        case .autoWithin: value.assign(number: &autoWithin)
        default: break
        }
    }
}

extension PolicyLimits {
    fileprivate mutating func set(_ field: PolicyField, to value: PolicyValue) {
        switch (field, value) {
        case (.amountPerFile, .amounts(let amounts)): amountPerFile = amounts
        case (.amountPerFile, .none): amountPerFile = nil
        case (.ratioToMedian, .decimal(let ratio)): ratioToMedian = ratio
        case (.ratioToMedian, .none): ratioToMedian = nil
        case (.unattributed, .share(let share)): unattributed = share
        case (.unattributed, .none): unattributed = nil
        case (.zeroAfterUsage, _): value.assign(word: &zeroAfterUsage)
        case (.firstFile, _): value.assign(word: &firstFile)
        case (.newItems, _): value.assign(word: &newItems)
        default: break
        }
    }
}

extension CurrencyRule {
    /// `marketplace`, or the code.
    package var text: String {
        switch self {
        case .marketplace: "marketplace"
        case .code(let code): code
        }
    }

    init(text: String) {
        self = text == "marketplace" ? .marketplace : .code(text)
    }
}

extension PolicyValue {
    fileprivate var text: String? {
        if case .text(let text) = self { return text }
        return nil
    }

    fileprivate var month: BillingMonth? {
        if case .month(let month) = self { return month }
        return nil
    }

    fileprivate func assign(flag: inout Bool) {
        if case .flag(let value) = self { flag = value }
    }

    fileprivate func assign(number: inout Int) {
        if case .number(let value) = self { number = value }
    }

    fileprivate func assign(duration: inout Duration) {
        if case .duration(let value) = self { duration = value }
    }

    fileprivate func assign<Word: RawRepresentable<String>>(word: inout Word) {
        if let value = text.flatMap(Word.init(rawValue:)) { word = value }
    }
}
