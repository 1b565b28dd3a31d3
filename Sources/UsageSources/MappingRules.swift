/// A mapping that was found to be usable, ready to be applied to rows.
package struct MappingRules: Sendable {
    let mapping: RowMapping
    let names: FieldNames

    package init(_ mapping: RowMapping) throws(SourceConfigurationError) {
        self.mapping = mapping
        names = try FieldNames(renaming: mapping.fields)
    }
}
