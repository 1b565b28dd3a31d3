package import UsageModel

/// A cell's facts in a reader's words, the same in every form that is meant for people.
package struct CellWords {
    package let cell: CellReport
    /// More files of a cell are counted, not listed.
    private static let listedFiles = 3

    package init(_ cell: CellReport) {
        self.cell = cell
    }

    package var due: Span {
        guard let day = cell.due else { return Span(cell.owed ? "" : "not owed", .quiet) }
        return cell.overdue ? Span("overdue \(day)", .bad) : Span("due \(day)")
    }

    package var usage: String {
        switch cell.usage.answer {
        case .records: cell.usage.records.map { Self.counted($0, "record") } ?? "records"
        case .zero: "no usage"
        case .unknown: "usage unknown"
        case .notFetched: ""
        }
    }

    /// Money where there is any, else the quantity.
    package var amount: String {
        if let amount = cell.usage.amount {
            return [amount.description, cell.usage.currency].compactMap(\.self).joined(
                separator: " ")
        }
        return cell.usage.quantity.map { "quantity \($0)" } ?? ""
    }

    package var steps: String { cell.decision.steps.map(\.rawValue).joined(separator: ", ") }

    /// Each file by id, with its status and whether it is another's.
    package var files: [Span] {
        var spans = cell.files.prefix(Self.listedFiles).map { file in
            let owner = file.owner == .foreign ? " (foreign)" : ""
            return Span("\(file.id) \(file.status.word)\(owner)", isWhole: true)
        }
        let more = cell.files.count - spans.count
        if more > 0 { spans.append(Span("and \(Self.counted(more, "more file"))")) }
        return spans
    }

    package var acknowledged: String { cell.acknowledged ? "acknowledged" : "" }

    /// The contract's name where it says more than the id.
    package var contractName: String {
        Self.name(cell.contractName, beside: cell.cell.contract.text)
    }
    package var productName: String { Self.name(cell.productName, beside: cell.cell.product.text) }

    package static func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
        "\(number) \(number == 1 ? noun : plural ?? "\(noun)s")"
    }

    private static func name(_ name: String?, beside id: String) -> String {
        name == id ? "" : name ?? ""
    }
}
