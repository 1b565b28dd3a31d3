import UsageModel

/// A cell of the grid in one sentence, for somebody who does not see where it stands.
struct CellSentence {
    let text: String

    init(_ cell: CellReport) {
        let place = [
            cell.contractName ?? cell.cell.contract.text,
            cell.productName ?? cell.cell.product.text,
            cell.cell.month.description,
        ]
        var words = [cell.state.rawValue]
        if cell.overdue {
            words.append(cell.due.map { "overdue since \($0)" } ?? "overdue")
        } else if cell.isDrift, let due = cell.due {
            words.append("due \(due)")
        }
        if cell.isDrift { words.append(cell.decision.verb.words) }
        if cell.acknowledged { words.append("acknowledged") }
        text = words.joined(separator: ", ") + ": " + place.joined(separator: ", ")
    }
}
