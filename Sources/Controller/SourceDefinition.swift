import UsageSources
import YAMLDocument

/// The definitions of usage sources by type.
enum SourceDefinition {
    static let files = ObjectDefinition(
        "Usage that lies in files.",
        [
            FieldDefinition(
                "name", .text, isRequired: true, "The name by which policies refer to it."),
            FieldDefinition("type", .word(["files"]), isRequired: true, "The type of the source."),
            FieldDefinition(
                "path", .text, isRequired: true,
                "A path with globs; {month} (2026-10) and {product} are filled in."),
            FieldDefinition(
                "fields", .map(of: .text, keys: "our names to the vendor's"),
                "The vendor's column names by ours."),
            FieldDefinition(
                "monthFrom", .word(FilesSourceConfiguration.MonthFrom.allCases.map(\.rawValue)),
                default: "start", "Which month a record belongs to."),
            FieldDefinition(
                "expectedBy", .duration,
                "How long after a month's end its usage may still be missing."),
        ])
}
