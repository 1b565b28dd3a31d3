import GRDB
import UsageModel

/// An intent with what is known of its outcome.
struct WriteState {
    var intent: IntentID
    var at: Timestamp
    var step: Step
    var cell: Cell
    var file: UsageFileID?
    /// Nil until there is one.
    var result: WriteOutcome.Result?
    /// In the form of `SentUsageText`: most are never looked at.
    var sentText: String?
    var uploadedAt: Timestamp?

    var sent: SentUsage? { sentText.flatMap(SentUsageText.decode) }

    /// Whether the platform may have done it: a refused or unsent write was not done.
    var mayHaveHappened: Bool { result != .refused && result != .notSent }

    /// Whether it may have made a file that no list has shown yet.
    var isOpenCreate: Bool { step == .create && mayHaveHappened && file == nil }

    static let columns =
        "intent, at, step, result, file, uploaded_at, sent, contract, product, month"

    init(_ row: Row, cell: Cell) throws {
        guard let step = Step(rawValue: try row.value(2)) else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "a step of a write is unknown")
        }
        intent = IntentID(number: try row.value(0))
        at = Timestamp(microseconds: try row.value(1))
        self.step = step
        result = try (row.valueIfPresent(3) as String?).flatMap(WriteOutcome.Result.init(rawValue:))
        file = try (row.valueIfPresent(4) as String?).map { UsageFileID($0) }
        uploadedAt = try (row.valueIfPresent(5) as Int64?).map(Timestamp.init(microseconds:))
        sentText = try row.valueIfPresent(6)
        self.cell = cell
    }

    init(_ row: Row) throws {
        guard let month = BillingMonth(try row.value(9) as String) else {
            throw DatabaseError(
                resultCode: .SQLITE_CORRUPT, message: "the month of a write is not a month")
        }
        try self.init(
            row,
            cell: Cell(
                contract: ContractID(try row.value(7)), product: ProductID(try row.value(8)),
                month: month))
    }

    static func fetch(_ id: IntentID, in db: Database) throws -> WriteState {
        let row = try Row.fetchOne(
            db, sql: "SELECT \(columns) FROM write_state WHERE intent = ?", arguments: [id.number])
        guard let row else { throw LedgerError.contradiction("there is no intent \(id)") }
        return try WriteState(row)
    }

    /// The writes of a cell, oldest first.
    static func fetchAll(of cell: Cell, in db: Database) throws -> [WriteState] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT \(columns) FROM write_state
                WHERE contract = ? AND product = ? AND month = ? ORDER BY intent
                """,
            arguments: [cell.contract.text, cell.product.text, cell.month.description]
        ).map { try WriteState($0) }
    }
}
