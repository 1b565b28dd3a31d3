import UsageSources
import YAMLDocument

/// How a vendor's rows become records: the fields that every type of source has.
enum RowMappingDefinition {
    static let fields = [
        FieldDefinition(
            "fields", .map(of: .text, keys: "our names to the vendor's"),
            "The vendor's column names by ours."),
        FieldDefinition(
            "monthFrom", .word(MonthFrom.allCases.map(\.rawValue)), default: "start",
            "Which month a record belongs to."),
    ]
}

extension RowMapping {
    /// The mapping of a source that was read by its definition.
    init(_ source: TypedValue, _ path: (String) -> String) {
        self.init()
        for member in source["fields"]?.members ?? [] {
            if let name = member.value.text { fields[member.key] = name }
        }
        monthFrom = source["monthFrom"]?.text.flatMap(MonthFrom.init) ?? .start
    }
}
