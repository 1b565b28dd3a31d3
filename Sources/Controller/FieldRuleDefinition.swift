import UsageModel
import UsageSources
import YAMLDocument

/// Where the value of one field comes from: a text, or a mapping that says more.
enum FieldRuleDefinition {
    /// A column's name, a template with braces, or a mapping.
    static let rule: ValueType = {
        let object = ValueType.object(definition)
        return ValueType(
            expectation: "a column's name, a template such as \"{a}:{b}\", or a mapping",
            jsonSchema: ["anyOf": [ValueType.text.jsonSchema, object.jsonSchema]]
        ) { node, reader in
            node.entries == nil ? ValueType.text.read(node, &reader) : object.read(node, &reader)
        }
    }()

    static let timeFormat = ValueType.parsed(
        "a way of writing times such as M/d/yyyy, or unix or unixMilliseconds"
    ) { text in TimeFormat(text) }

    private static let definition = SourceDefinition.choosing(
        [OneOfKeys(["column", "template", "value"], namesAll: true)],
        "Where a field's value comes from; exactly one of column, template and value.",
        [
            FieldDefinition("column", .text, "The vendor's name of the column."),
            FieldDefinition("template", .text, "Text with columns' names in braces."),
            FieldDefinition(
                "value", RowMappingDefinition.anyText, "A constant, the same for every row."),
            FieldDefinition(
                "default", RowMappingDefinition.anyText,
                "What stands for an empty value; may be a template."),
            FieldDefinition("format", timeFormat, "How this time is written."),
            FieldDefinition(
                "multiplyBy",
                .decimal("a number such as 1.25") { ExactDecimal($0) },
                "What the number is multiplied by."),
            FieldDefinition(
                "margin",
                .percent { text in
                    ExactDecimal(text).map { percent in
                        ExactDecimal(coefficient: percent.coefficient, scale: percent.scale + 2)
                    }
                },
                "The number is divided by one minus this share."),
            FieldDefinition(
                "digits", .integer(in: 0...12), "How many digits behind the point are kept."),
            FieldDefinition(
                "rounding", .word(DecimalRounding.allCases.map(\.rawValue)),
                "What becomes of further digits, halfUp if left out."),
        ], check: check)

    @Sendable private static func check(_ value: TypedValue, _ reader: inout SchemaReader) {
        if value["digits"] == nil, let member = value.member("margin") {
            reader.report(
                "\(reader.subject) divides by a margin and must say how many 'digits' are kept",
                at: member.keyMark)
        }
        if let margin: ExactDecimal = value["margin"]?.value(), margin >= ExactDecimal(1) {
            reader.report(
                "\(reader.subject) has a margin of 100%, expected less",
                at: value["margin"]?.mark ?? value.mark)
        }
        if value["digits"] == nil, let member = value.member("rounding") {
            reader.report(
                "\(reader.subject) rounds and must say how many 'digits' are kept",
                at: member.keyMark)
        }
    }
}

extension FieldRule {
    /// The rule that was read by its definition.
    init?(_ value: TypedValue) {
        if let text = value.text {
            self.init(text)
            return
        }
        if let column = value["column"]?.text {
            self.init(.column(column))
        } else if let template = value["template"]?.text {
            self.init(.template(template))
        } else if let constant = value["value"]?.text {
            self.init(.constant(constant))
        } else {
            return nil
        }
        otherwise = value["default"]?.text
        format = value["format"]?.value()
        arithmetic = Self.arithmetic(value)
    }

    private static func arithmetic(_ value: TypedValue) -> Arithmetic? {
        let factor: ExactDecimal? = value["multiplyBy"]?.value()
        let margin: ExactDecimal? = value["margin"]?.value()
        let digits = value["digits"]?.int
        guard factor != nil || margin != nil || digits != nil else { return nil }
        return Arithmetic(
            factor: factor ?? ExactDecimal(1), margin: margin ?? .zero, digits: digits,
            rounding: value["rounding"]?.text.flatMap(DecimalRounding.init) ?? .halfUp)
    }
}
