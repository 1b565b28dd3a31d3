import Controller
import StatusServer
import UsageModel

/// An audit for a person.
struct AuditText {
    private let audit: Audit

    init(_ audit: Audit) {
        self.audit = audit
    }

    var text: String {
        let verdict = audit.proven ? "proven" : "NOT PROVEN"
        let provider = audit.provider.map { [$0.id.text, $0.name ?? ""] } ?? ["unknown"]
        let head = [
            "\(audit.cell): \(verdict)",
            "distributor \(provider.filter { !$0.isEmpty }.joined(separator: " "))",
        ]
        let sections = [head] + audit.files.map(file) + [policies, history, checks]
        return sections.filter { !$0.isEmpty }
            .map { $0.map(PrintableText.of).joined(separator: "\n") }
            .joined(separator: "\n\n") + "\n"
    }

    private func file(_ file: AuditedFile) -> [String] {
        var lines = ["file \(file.id)"]
        let facts: [(String, String?)] = [
            ("created", file.created?.description), ("uploaded", file.uploaded?.description),
            (
                "submitted",
                file.submitted.map { "\($0) (\(file.submitResult ?? "unknown"))" }
            ),
            ("workbook", file.workbook), ("manifest", file.manifest),
        ]
        lines += TextColumns.of(
            facts.compactMap { name, value in value.map { ["  " + name, $0] } })
        lines += TextColumns.of(
            file.items.map { item in
                let money = item.amount.map { "\($0) \(file.currency ?? "")" } ?? ""
                return [
                    "  item \(item.mpn)", CellWords.counted(item.rows, "row"),
                    "quantity \(item.quantity)", money,
                ]
            })
        lines += file.sources.map { "  source \($0.path), \($0.bytes) bytes, \($0.sha256)" }
        lines += TextColumns.of(
            file.rows.map { row in
                [
                    "  row \(row.recordId)", row.subscription, row.item, row.quantity,
                    row.amount ?? "", row.origin ?? "unknown origin",
                ]
            })
        return lines
    }

    private var policies: [String] {
        guard !audit.policies.isEmpty else { return [] }
        let since = audit.policiesSince.map { " since \($0)" } ?? ""
        return ["policies in force\(since)"]
            + audit.policies.flatMap { policy in
                ["  \(policy.name) \(policy.place) \(policy.digest)"]
                    + TextColumns.of(
                        policy.settings.map { ["    " + $0.field, $0.value, $0.origin] })
            }
    }

    private var history: [String] {
        guard !audit.history.isEmpty else { return [] }
        return ["history"]
            + TextColumns.of(
                audit.history.map { event in
                    let who = [event.by.map { "by \($0)" }, event.note].compactMap(\.self)
                    return [
                        "  \(event.seq)", event.at.description,
                        ([event.what] + who).joined(separator: ", "),
                    ]
                })
    }

    private var checks: [String] {
        ["checks"] + audit.checks.map { "  \($0.ok ? "✓" : "✗") \($0.name): \($0.detail)" }
    }
}
