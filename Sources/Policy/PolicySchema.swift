import UsageModel
package import YAMLDocument

/// The definition of a UsagePolicy document, from which it is read and its JSON Schema is made.
package enum PolicySchema {
    package static let apiVersion = "usagectl/v1"
    package static let kind = "UsagePolicy"

    package static let definition = ObjectDefinition(
        "What is owed by some cells, and how far the controller may go.",
        envelope(kind: kind) + [
            FieldDefinition("metadata", .object(metadata), isRequired: true, "Who it is."),
            FieldDefinition("spec", .object(spec), isRequired: true, "What it says."),
        ])

    /// The definition as JSON Schema, draft 2020-12.
    package static var jsonSchema: JSONValue {
        definition.schemaDocument(title: "\(kind) (\(apiVersion))")
    }

    /// `apiVersion` and `kind`, which every document begins with.
    package static func envelope(kind: String) -> [FieldDefinition] {
        [
            FieldDefinition(
                "apiVersion", .word([apiVersion]), isRequired: true, "The version of the format."),
            FieldDefinition("kind", .word([kind]), isRequired: true, "The kind of the document."),
        ]
    }

    static let metadata = ObjectDefinition(
        "The name of a policy and who answers for it.",
        [
            FieldDefinition("name", .policyName, isRequired: true, "Unique among all policies."),
            FieldDefinition("owner", .text, "Who answers for it, a mail address for instance."),
        ])

    static let match = ObjectDefinition(
        "Every line that is given must match; an empty match takes every cell.",
        [
            FieldDefinition("contracts", .patterns, "Ids of contracts, or globs with * and ?."),
            FieldDefinition("products", .patterns, "Ids of products, or globs."),
            FieldDefinition("providers", .patterns, "Ids of the distributors' accounts, or globs."),
            FieldDefinition("marketplaces", .patterns, "Ids of marketplaces, or globs."),
            FieldDefinition(
                "schemas", nonEmptyList(.word(ReportingSchema.allCases.map(\.rawValue))),
                "Reporting schemas of products."),
            FieldDefinition(
                "kinds", nonEmptyList(.word(["production", "test"])), "Kinds of contracts."),
            FieldDefinition(
                "months", nonEmptyList(.monthRange { BillingMonth($0) }),
                "Months, or ranges such as 2026-03..2026-06."),
        ])

    static let spec = ObjectDefinition(
        "Which cells the policy takes and what it sets.",
        [FieldDefinition("match", .object(match), default: [:], "Which cells it takes.")]
            + groups.map { group in
                FieldDefinition(
                    group.key,
                    .object(ObjectDefinition(group.documentation, fields(of: group.key))),
                    group.documentation)
            }
            + fields(of: nil)
            + [
                FieldDefinition("reason", .text, "Why; required where a guard is switched off."),
                FieldDefinition(
                    "until", .date { CalendarDate($0) },
                    "The date on which the policy ends, exclusive, in its time zone."),
            ],
        furtherSchema: PolicyRelaxation.schemaConditions, check: PolicyConditions.check)

    private static let groups = [
        (key: "months", documentation: "Which months are owed, and when."),
        (key: "file", documentation: "Templates of a usage file's texts."),
        (key: "limits", documentation: "The guards of a cell."),
    ]

    private static func fields(of group: String?) -> [FieldDefinition] {
        PolicyField.allCases.filter { $0.group == group }.map { field in
            FieldDefinition(
                field.key, field.type, default: field.builtIn, field.documentation)
        }
    }

    private static func nonEmptyList(_ item: ValueType) -> ValueType {
        .list(of: item, minimumCount: 1)
    }
}

extension ValueType {
    /// Ids or globs, at least one: an empty list would match nothing.
    fileprivate static let patterns = list(
        of: parsed("an id or a glob", pattern: "^\\S+$") { text -> MatchPattern? in
            text.isEmpty || text.contains(where: \.isWhitespace) ? nil : MatchPattern(text)
        },
        minimumCount: 1)

    fileprivate static let policyName = parsed(
        "a name of letters, digits, '.', '_' and '-'", pattern: "^[A-Za-z0-9][A-Za-z0-9._-]{0,98}$"
    ) { text -> String? in
        let isAllowed: (Character) -> Bool = { letter in
            letter.isASCII && (letter.isLetter || letter.isNumber || "._-".contains(letter))
        }
        let isName = (1...99).contains(text.count) && text.allSatisfy(isAllowed)
        return isName && !"._-".contains(text.prefix(1)) ? text : nil
    }
}
