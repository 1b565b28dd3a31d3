import Policy
import UsageModel
import YAMLDocument

/// The policy of a cell, for a person or as JSON.
struct PolicyExplanation {
    let facts: CellFacts
    /// With the policies that do not apply.
    let policy: EffectivePolicy

    /// As documented; `expired` is there only where a protection has ended.
    var json: JSONValue {
        let document = policy.json(explaining: facts.cell)
        guard !policy.expiredProtections.isEmpty else { return document }
        let expired = policy.expiredProtections.map { ended -> JSONValue in
            [
                "policy": .string(ended.policy), "until": .string(ended.until),
                "origin": .string(ended.origin.description),
            ]
        }
        return document.adding("expired", .array(expired))
    }

    var text: String {
        let sections = [head, fields, exclusions, conflicts, expired].filter { !$0.isEmpty }
        return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
    }

    private var head: [String] {
        let matched = policy.matched.isEmpty ? "none" : policy.matched.joined(separator: ", ")
        let rows = [
            ["contract", facts.cell.contract.text], ["product", facts.cell.product.text],
            ["month", facts.cell.month.description],
            ["provider", facts.provider?.text ?? "unknown"],
            ["marketplace", facts.marketplace?.text ?? "unknown"],
            ["schema", facts.schema?.rawValue ?? "unknown"], ["kind", facts.kind ?? "unknown"],
            ["policies", matched + (policy.matched.count > 1 ? " (most specific first)" : "")],
        ]
        return TextColumns.of(rows)
    }

    private var fields: [String] {
        let rows = PolicyField.allCases.map { field in
            [field.rawValue, value(of: field), policy.originText(of: field)]
        }
        return TextColumns.of([["FIELD", "VALUE", "FROM"]] + rows)
    }

    private func value(of field: PolicyField) -> String {
        let value = policy.value(of: field)
        return value == .none && !field.acceptsNone ? "not set" : value.description
    }

    private var exclusions: [String] {
        guard !policy.notMatched.isEmpty else { return [] }
        let rows = policy.notMatched.map { [$0.policy, $0.because] }
        return TextColumns.of([["NOT APPLIED", "BECAUSE"]] + rows)
    }

    private var conflicts: [String] {
        policy.conflicts.map { conflict in
            PrintableText.of(
                "conflict: '\(conflict.first)' and '\(conflict.second)' have equal rank and set "
                    + "'\(conflict.field.rawValue)' differently, which holds the cell; make one of "
                    + "them more specific")
        }
    }

    private var expired: [String] {
        policy.expiredProtections.map { ended in
            PrintableText.of(
                "expired: '\(ended.policy)' protected this cell until \(ended.until), so the cell "
                    + "is held; renew or remove it (\(ended.origin))")
        }
    }
}
