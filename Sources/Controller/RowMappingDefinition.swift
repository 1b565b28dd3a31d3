import UsageModel
import UsageSources
import YAMLDocument

/// How a vendor's rows become records: the fields that every type of source has.
enum RowMappingDefinition {
    static let fields = [
        FieldDefinition(
            "fields",
            .map(of: FieldRuleDefinition.rule, keys: "our names to the vendor's") { name in
                guard !MappingRules.isField(name) else { return nil }
                let nearest = NearestWord.of(name, in: MappingRules.fieldNames)
                return ("no field '\(name)'", nearest)
            },
            "Where the value of each of our fields comes from; others are columns of their own "
                + "name."),
        FieldDefinition(
            "ignoreCase", .boolean, default: false,
            "Whether 'Quantity' and 'quantity' are the same column."),
        FieldDefinition(
            "timeFormat", FieldRuleDefinition.timeFormat, "How times are written, if not ISO 8601."),
        FieldDefinition(
            "numbers", .object(numbers),
            "How numbers are written, if not with a point and without grouping."),
        FieldDefinition(
            "where", .list(of: .object(condition)), default: [],
            "Conditions that a row must meet, all of them; others are counted and left out."),
        FieldDefinition(
            "group", .list(of: fieldName, minimumCount: 1),
            "Fields whose rows are summed where they are equal."),
        FieldDefinition(
            "rename", .object(rename), "What names of subscriptions are replaced by."),
        FieldDefinition(
            "clip", .boolean, default: false,
            "Whether times outside the record's month are moved to its first or last second."),
        FieldDefinition(
            "onBadRow", .word(BadRowRule.allCases.map(\.rawValue)), default: "hold",
            "What becomes of a month with a row that makes no record."),
        FieldDefinition(
            "monthFrom", .word(MonthFrom.allCases.map(\.rawValue)), default: "start",
            "Which month a record belongs to."),
    ]

    /// A condition on one column.
    static let condition = SourceDefinition.choosing(
        [OneOfKeys(["equals", "in", "notIn", "empty"], namesAll: true)],
        "A condition on one column of the vendor's row; exactly one test.",
        [
            FieldDefinition("column", .text, isRequired: true, "The vendor's name of the column."),
            FieldDefinition("equals", anyText, "The only text that will do."),
            FieldDefinition("in", .list(of: anyText, minimumCount: 1), "Texts that will do."),
            FieldDefinition(
                "notIn", .list(of: anyText, minimumCount: 1), "Texts that will not do."),
            FieldDefinition("empty", .boolean, "Whether the column must be empty or must not be."),
        ])

    /// A text that may look like a number, as codes of vendors do.
    static let anyText = ValueType.parsed("a text", acceptsNumber: true) { $0 }

    private static let numbers = ObjectDefinition(
        "How a vendor writes numbers.",
        [
            FieldDefinition(
                "decimal", .word([".", ","]), default: ".", "What stands before the fraction."),
            FieldDefinition(
                "grouping", .word([",", ".", " ", "'"]),
                "What stands between groups of three digits."
            ),
        ]
    ) { value, reader in
        guard let grouping = value["grouping"]?.text, grouping == value["decimal"]?.text ?? "."
        else { return }
        reader.report(
            "\(reader.subject) has '\(grouping)' for both the fraction and the groups",
            at: value.mark)
    }

    private static let fieldName = ValueType.parsed("one of our fields such as item_mpn") { text in
        MappingRules.isField(text) ? text : nil
    }

    private static let rename = SourceDefinition.choosing(
        [OneOfKeys(["names", "file"], allowsSeveral: true)],
        "What the vendor's names of subscriptions are replaced by.",
        [
            FieldDefinition(
                "names", .map(of: anyText, keys: "the vendor's names to new ones"),
                "New names by the vendor's."),
            FieldDefinition("file", .text, "A CSV file with the columns from and to."),
            FieldDefinition(
                "otherwise", .word(RenameRule.Otherwise.allCases.map(\.rawValue)), default: "keep",
                "What becomes of a name that is not listed."),
        ])
}
