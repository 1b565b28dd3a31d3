import StatusServer
import UsageModel

/// How many cells of a statement are where.
struct StatementCounts: Encodable, Equatable {
    var owed = 0
    /// A submitted file is with the distributor.
    var sent = 0
    /// Of those sent, accepted or closed.
    var accepted = 0
    /// The source attests that there was nothing.
    var zero = 0
    var held = 0
    /// Neither sent, zero nor held: to be done, or waiting.
    var open = 0

    mutating func count(_ cell: CellReport) {
        if cell.owed { owed += 1 }
        if !cell.submittedFiles.isEmpty {
            sent += 1
            let done: Set<UsageFileStatus> = [.accepted, .closed]
            if cell.files.contains(where: { done.contains($0.status) }) { accepted += 1 }
        } else if cell.state == .noUsage {
            zero += 1
        } else if cell.decision.verb == .hold {
            held += 1
        } else {
            open += 1
        }
    }

    mutating func add(_ other: StatementCounts) {
        owed += other.owed
        sent += other.sent
        accepted += other.accepted
        zero += other.zero
        held += other.held
        open += other.open
    }

    /// The columns in the order in which they are shown.
    static let names = ["owed", "sent", "accepted", "zero", "held", "open"]
    var values: [String] { [owed, sent, accepted, zero, held, open].map(String.init) }
}

/// What was sent in one currency.
struct StatementSum: Encodable, Equatable {
    /// Nil for schemas without money.
    var currency: String?
    var records: Int
    /// Over all items: a check figure.
    var quantity: String
    /// Nil for schemas without money, and where the sum has too many digits.
    var amount: String?

    init(_ sent: SentUsage) {
        currency = sent.currency
        records = sent.rows
        quantity = Self.sum(sent.items.map(\.quantity))?.description ?? ""
        let amounts = sent.items.compactMap(\.amount)
        amount = amounts.isEmpty ? nil : Self.sum(amounts)?.description
    }

    /// One sum for each currency, in order of its name.
    static func merged(_ sums: [StatementSum]) -> [StatementSum] {
        let groups = Dictionary(grouping: sums) { $0.currency ?? "" }
        return groups.sorted { $0.key < $1.key }.compactMap { _, sums in
            guard var sum = sums.first else { return nil }
            sum.records = sums.reduce(0) { $0 + $1.records }
            sum.quantity =
                Self.sum(sums.compactMap { ExactDecimal($0.quantity) })?.description ?? ""
            let amounts = sums.compactMap(\.amount).compactMap { ExactDecimal($0) }
            sum.amount = amounts.isEmpty ? nil : Self.sum(amounts)?.description
            return sum
        }
    }

    private static func sum(_ values: [ExactDecimal]) -> ExactDecimal? {
        values.reduce(.some(.zero)) { sum, value in sum?.adding(value) }
    }

    var text: String {
        let money = amount.map { ", \($0) \(currency ?? "")" } ?? ""
        return "\(CellWords.counted(records, "record")), quantity \(quantity)\(money)"
    }
}
