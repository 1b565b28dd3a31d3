import Foundation
import UsageModel
import YAMLDocument

extension ValueType {
    /// An IANA time zone by name.
    static let timeZone = parsed(
        "an IANA time zone such as Europe/Berlin", suggest: zoneMeant(by:)
    ) { name -> String? in
        ZoneCalendar(named: name) == nil ? nil : name
    }

    static let assetCriteria = parsed(
        "asset.id or parameter.NAME", pattern: "^(asset\\.id|parameter\\..+)$",
        suggest: criteriaMeant(by:)
    ) { text -> String? in
        AssetCriteria(text) == nil ? nil : text
    }

    static let currencyRule = parsed(
        "marketplace or an ISO 4217 code such as EUR", pattern: "^(marketplace|[A-Z]{3})$",
        suggest: currencyMeant(by:)
    ) { text -> String? in
        text == "marketplace" || currencyCodes.contains(text) ? text : nil
    }

    /// Amounts by currency, at least one.
    static let amounts = map(
        of: decimal("an amount of at least 0 such as 10000") { text -> ExactDecimal? in
            ExactDecimal(text).flatMap { $0.isNegative ? nil : $0 }
        },
        keys: "currencies to amounts", pattern: "^[A-Z]{3}$", minimumCount: 1,
        key: { code in
            guard !currencyCodes.contains(code) else { return nil }
            let upper = code.uppercased()
            return (
                "unknown currency '\(code.clipped)'", currencyCodes.contains(upper) ? upper : nil
            )
        }
    ).checked { $0.members.isEmpty ? "must list a currency" : nil }

    static let ratio = decimal("a number above 1 such as 5") { text -> ExactDecimal? in
        ExactDecimal(text).flatMap { $0 > ExactDecimal(1) ? $0 : nil }
    }

    /// Written in percent, read as 0 to 1.
    static let share = percent { text -> PolicyValue? in
        let hundredth = ExactDecimal(coefficient: 1, scale: 2)
        return ExactDecimal(text).flatMap { $0.multiplied(by: hundredth) }.map(PolicyValue.share)
    }

    /// A template whose placeholders are known and whose own text fits the platform's limit.
    static func template(limit: Int) -> ValueType {
        let text = ValueType.text
        return ValueType(expectation: "a template", jsonSchema: text.jsonSchema) { node, reader in
            guard let value = text.read(node, &reader), let template = value.text else {
                return nil
            }
            let problems = FileTemplate(template).problems(limit: limit)
            for problem in problems {
                reader.report(
                    "\(reader.subject) \(problem.message)", at: node.mark,
                    suggestion: problem.suggestion)
            }
            return problems.isEmpty ? value : nil
        }
    }

    private static let currencyCodes = Set(Locale.Currency.isoCurrencies.map(\.identifier))

    @Sendable private static func zoneMeant(by text: String) -> String? {
        NearestWord.of(text, in: TimeZone.knownTimeZoneIdentifiers)
    }

    /// A parameter keeps its name, whatever stands before the point.
    @Sendable private static func criteriaMeant(by text: String) -> String? {
        let name = text.drop { $0 != "." }
        let kind = String(text.prefix { $0 != "." })
        return NearestWord.of(kind, in: ["parameter"]) != nil && name.count > 1
            ? "parameter" + name : NearestWord.of(text, in: ["asset.id"])
    }

    @Sendable private static func currencyMeant(by text: String) -> String? {
        let upper = text.uppercased()
        return currencyCodes.contains(upper) ? upper : NearestWord.of(text, in: ["marketplace"])
    }
}
