import UsageSources
import YAMLDocument

extension RowMapping {
    /// The mapping of a source that was read by its definition.
    ///
    /// - Parameter path: makes a path absolute.
    init(_ source: TypedValue, _ path: (String) -> String) {
        self.init()
        for member in source["fields"]?.members ?? [] {
            fields[member.key] = FieldRule(member.value)
        }
        ignoresCase = source["ignoreCase"]?.bool ?? false
        times = source["timeFormat"]?.value()
        numbers = source["numbers"].map(NumberFormat.init)
        filters = (source["where"]?.items ?? []).compactMap(RowCondition.init)
        grouping = source["group"].map { $0.items.compactMap(\.text) }
        renames = source["rename"].map { RenameRule($0, path) }
        clips = source["clip"]?.bool ?? false
        badRows = source["onBadRow"]?.text.flatMap(BadRowRule.init) ?? .hold
        attested = source["complete"]?["attested"].flatMap(RowCondition.init)
        monthFrom = source["monthFrom"]?.text.flatMap(MonthFrom.init) ?? .start
    }
}

extension RowCondition {
    /// The condition that was read by its definition.
    init?(_ value: TypedValue) {
        guard let column = value["column"]?.text else { return nil }
        if let text = value["equals"]?.text {
            self.init(column, .isOneOf([text]))
        } else if let texts = value["in"] {
            self.init(column, .isOneOf(texts.items.compactMap(\.text)))
        } else if let texts = value["notIn"] {
            self.init(column, .isNoneOf(texts.items.compactMap(\.text)))
        } else if let isEmpty = value["empty"]?.bool {
            self.init(column, isEmpty ? .isEmpty : .isNotEmpty)
        } else {
            return nil
        }
    }
}

extension NumberFormat {
    fileprivate init(_ value: TypedValue) {
        let decimal = value["decimal"]?.text?.utf8.first
        self.init(
            decimal: decimal ?? UInt8(ascii: "."), grouping: value["grouping"]?.text?.utf8.first)
    }
}

extension RenameRule {
    fileprivate init(_ value: TypedValue, _ path: (String) -> String) {
        var names: [String: String] = [:]
        for member in value["names"]?.members ?? [] { names[member.key] = member.value.text }
        self.init(
            names: names, file: value["file"]?.text.map(path),
            otherwise: value["otherwise"]?.text.flatMap(Otherwise.init) ?? .keep)
    }
}
