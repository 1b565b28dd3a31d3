import UsageModel

/// What is known of a cell, beside why it is as it is.
struct CellFacts {
    let cell: CellReport

    init(_ cell: CellReport) {
        self.cell = cell
    }

    var html: HTML {
        """
        <section aria-labelledby="\(id)"><h2 id="\(id)">Facts</h2>
        \(list)</section>

        """
    }

    /// The facts without a heading.
    var list: HTML {
        let pairs = facts.map { name, value -> HTML in "<dt>\(name)</dt><dd>\(value)</dd>" }
        return "<dl class=\"facts\">\(pairs)</dl>\n"
    }

    private let id = "facts"

    private var facts: [(String, HTML)] {
        let cellWords = CellWords(cell)
        let due = cellWords.due.text
        let steps = cellWords.steps
        var facts: [(String, HTML)] = [
            ("Due", due.isEmpty ? "no day is set" : "\(due)"), ("Usage", usage),
            ("Files", files),
        ]
        if !steps.isEmpty { facts.append(("Steps", "\(steps)")) }
        if let outcome = cell.outcome { facts.append(("Outcome", Self.words(outcome))) }
        if cell.acknowledged { facts.append(("Acknowledged", "by a person")) }
        if let objection = cell.objection {
            let why: HTML = "\(objection.message) <code>\(objection.reason.rawValue)</code>"
            facts.append(("Would be held", why))
        }
        if !cell.notes.isEmpty {
            let notes = cell.notes.map { note -> HTML in "\(note)" }
            facts.append(("Notes", HTML(notes, separator: "<br>")))
        }
        return facts
    }

    private var usage: HTML {
        let usage = cell.usage
        let cellWords = CellWords(cell)
        let answer = cellWords.usage
        var parts = [answer.isEmpty ? "not fetched, no decision needed it" : answer]
        if let quantity = usage.quantity { parts.append("quantity \(quantity)") }
        if let amount = usage.amount { parts.append("amount \(amount) \(usage.currency ?? "")") }
        if let last = usage.lastQuantity { parts.append("the month before had quantity \(last)") }
        if let last = usage.lastAmount { parts.append("the month before had amount \(last)") }
        let digest: HTML = usage.digest.map { "<br><small>digest <code>\($0)</code></small>" } ?? ""
        return "\(parts.joined(separator: ", "))\(digest)"
    }

    private var files: HTML {
        guard !cell.files.isEmpty else { return "none" }
        let lines = cell.files.map { file -> HTML in
            let owner = file.owner == .mine ? "ours" : "foreign"
            let external: HTML =
                file.externalId.map { " <small>external id <code>\($0)</code></small>" } ?? ""
            return "<code>\(file.id)</code> \(file.status.word), \(owner)\(external)"
        }
        return HTML(lines, separator: "<br>")
    }

    private static func words(_ outcome: Outcome) -> HTML {
        let words = [outcome.result.words, outcome.fileId?.text, outcome.error]
        return "\(outcome.result.glyph) \(words.compactMap(\.self).joined(separator: ", "))"
    }
}
