import UsageModel

/// What is not in sync, by reason: a person's list of work, the held first.
struct ReasonTable {
    let report: DriftReport
    /// Whether a reason leads to its cells.
    let areLinks: Bool

    private struct Group {
        let verb: Decision.Verb
        let reason: ReasonCode
        var count = 0
        var overdue = 0
        /// The earliest day on which one of the cells is due.
        var due: CalendarDate?
    }

    var html: HTML {
        let groups = Self.groups(of: report)
        guard !groups.isEmpty else { return "" }
        return ListTable(
            id: "reasons", title: "Why",
            caption: "What is not in sync, by reason; what needs a person comes first",
            columns: ["Decision", "Reason", "What it means", "Cells", "Overdue", "Due first"],
            numeric: [3, 4], rows: groups.map(row)
        ).html
    }

    private func row(_ group: Group) -> HTML {
        let reason: HTML =
            areLinks
            ? "<a href=\"/\(GridFilter(reason: group.reason, only: .drift).query)\">\(group.reason.rawValue)</a>"
            : "\(group.reason.rawValue)"
        let overdue: HTML = group.overdue == 0 ? "0" : "<b>\(group.overdue)</b>"
        return """
            <tr><td class="whole"><span class="chip \(group.verb.shade.rawValue)">\
            \(group.verb.words)</span></td><th scope="row" class="whole">\(reason)</th>\
            <td>\(group.reason.meaning)</td><td class="n">\(group.count)</td>\
            <td class="n">\(overdue)</td><td class="whole">\(group.due?.description ?? "")</td></tr>

            """
    }

    private struct Key: Hashable {
        var verb: Decision.Verb
        var reason: ReasonCode
    }

    private static func groups(of report: DriftReport) -> [Group] {
        var groups: [Key: Group] = [:]
        for cell in report.cells where cell.isDrift {
            let key = Key(verb: cell.decision.verb, reason: cell.decision.reason)
            var group = groups[key] ?? Group(verb: key.verb, reason: key.reason)
            group.count += 1
            if cell.overdue { group.overdue += 1 }
            if let due = cell.due { group.due = min(group.due ?? due, due) }
            groups[key] = group
        }
        return groups.values.sorted {
            ($0.verb.urgency, -$0.overdue, $0.reason.rawValue)
                < ($1.verb.urgency, -$1.overdue, $1.reason.rawValue)
        }
    }
}
