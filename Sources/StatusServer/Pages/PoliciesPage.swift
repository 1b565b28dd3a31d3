import UsageModel

/// The policies in force, every value with the place where it is written.
struct PoliciesPage {
    let policies: PoliciesInForce?
    let banners: [Banner]

    var html: HTML {
        let head: HTML = "<h1>Policies in force</h1>\n\(banners.map(\.html))"
        guard let policies, !policies.policies.isEmpty else {
            return head + "<p>No cycle has recorded a policy yet: the built-in values apply.</p>\n"
        }
        return head + """
            <p class="muted">Decided by since \(policies.since). \
            <small>digest <code>\(policies.digest)</code></small></p>

            """ + HTML(policies.policies.map(section))
    }

    private func section(_ policy: PolicyRecord) -> HTML {
        let id = URLText.of(policy.name)
        let rows = policy.settings.map { setting -> HTML in
            """
            <tr><th scope="row">\(setting.field)</th><td><code>\(setting.value)</code></td>\
            <td>\(setting.origin)</td></tr>

            """
        }
        let facts: [(String, String?)] = [
            (
                "Applies to",
                policy.match.isEmpty ? "all cells" : policy.match.joined(separator: "; ")
            ),
            ("Owner", policy.owner), ("Reason", policy.reason),
            ("Until", policy.until?.description),
            ("Written in", policy.place), ("Digest", policy.digest),
        ]
        let pairs = facts.compactMap { name, value in
            value.map { text -> HTML in "<dt>\(name)</dt><dd>\(text)</dd>" }
        }
        return """
            <section aria-labelledby="\(id)"><h2 id="\(id)">\(policy.name)</h2>
            <dl class="facts">\(pairs)</dl>
            <div class="scroll list"><table><caption>What it sets</caption>
            <thead><tr><th scope="col">Field</th><th scope="col">Value</th>\
            <th scope="col">Written in</th></tr></thead>
            <tbody>
            \(rows)</tbody></table></div></section>

            """
    }
}
