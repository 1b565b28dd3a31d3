import Ledger
import TestSupport
import Testing
import UsageModel

/// Values that the tests of the ledger share.
enum Sample {
    static let start = Timestamp(seconds: 1_793_599_200)
    static let identity = Identity("production")
    static let cell = cell(1)
    static let file: UsageFileID = "UF-2026-10-0000-0001"

    static func cell(_ number: Int, month: String = "2026-10") -> Cell {
        Cell(
            contract: ContractID("CRD-00000-00000-\(10_000 + number)"), product: "PRD-100-000-000",
            month: BillingMonth(month) ?? BillingMonth(index: 0))
    }

    static func at(_ seconds: Int64) -> Timestamp {
        Timestamp(microseconds: start.microseconds + seconds * 1_000_000 + 1)
    }

    static func binding(
        endpoint: String = "https://connect.example/public/v1", keyID: String = "SU-1-2-3",
        account: AccountID? = "VA-000-001", identity: String = "production"
    ) throws -> LedgerBinding {
        let identity = try #require(Identity(identity))
        return LedgerBinding(
            endpoint: endpoint, keyID: keyID, account: account, identity: identity)
    }

    static func sent(_ digest: String = "sha256:01") -> SentUsage {
        SentUsage(
            digest: digest, rows: 3, currency: "USD",
            items: [
                ItemTotal(
                    mpn: "MPN-A", rows: 2, quantity: ExactDecimal(coefficient: 1250, scale: 2),
                    amount: ExactDecimal(coefficient: 99, scale: 2)),
                ItemTotal(mpn: "MPN-\u{1F}é:-", rows: 1, quantity: ExactDecimal(7)),
            ],
            subscriptions: ["AS-0000-0000-0001", "AS-0000-0000-0002"], workbook: "sha256:ff")
    }

    static func intent(
        _ step: Step, cell: Cell = cell, file: UsageFileID? = nil, at: Int64 = 0,
        sent: SentUsage? = nil
    ) -> WriteIntent {
        WriteIntent(
            step: step, cell: cell, file: file, at: Self.at(at),
            sent: sent ?? (step == .upload ? Self.sent() : nil))
    }

    static func report(
        _ number: Int, command: String = "diff", cells: [CellReport] = [], findings: [Finding] = []
    ) -> DriftReport {
        var summary = ReportSummary()
        summary.obligations = cells.count
        summary.byState = ["missing": cells.count]
        return DriftReport(
            id: "01J\(String(10_000 + number))", command: command, asOf: at(Int64(number) * 900),
            endpoint: "https://connect.example/public/v1", identity: "production",
            observation: ReportObservation(complete: true, requests: number, contracts: 3),
            summary: summary,
            conservation: Conservation(delivered: 9, inFiles: 8, held: 1, unattributed: 0),
            cells: cells, findings: findings)
    }

    static func policy(_ name: String = "defaults", since: String = "2026-01") -> PolicyRecord {
        PolicyRecord(
            name: name, owner: "billing", file: "policies/\(name).yaml", line: 3, column: 9,
            digest: "sha256:\(name)\(since)", match: ["contracts [CRD-1*]"],
            settings: [
                PolicyRecord.Setting(
                    field: "months.since", value: since, origin: "policies/\(name).yaml:6:5")
            ])
    }

    static func cellReport(_ number: Int, state: CellState = .missing) -> CellReport {
        CellReport(
            cell: cell(number), contractName: "Contract \(number)", state: state,
            due: CalendarDate(year: 2026, month: 11, day: 8),
            files: [
                FileReport(
                    id: UsageFileID("UF-\(number)"), status: .draft, externalId: nil, owner: .mine)
            ],
            usage: UsageReport(
                answer: .records, records: 4, quantity: ExactDecimal(coefficient: 1, scale: 1),
                digest: "sha256:\(number)"),
            decision: Decision(
                verb: .converge, steps: [.create, .upload, .submit], reason: .noFile,
                message: "no usage file covers this month", next: "usagectl reconcile"),
            policy: ["defaults"])
    }
}

/// Opens a ledger in a folder of its own; nothing is synced, for no test cuts the power.
func withLedger<Value>(
    _ body: (Ledger, String) async throws -> Value
) async throws -> Value {
    try await withTemporaryFolder { folder in
        let path = folder + "/usagectl.db"
        return try await body(try openLedger(path), path)
    }
}

func openLedger(
    _ path: String, binding: LedgerBinding? = nil, mode: LedgerMode = .exclusive,
    tuning: LedgerTuning = LedgerTuning(isSynced: false)
) throws -> Ledger {
    try Ledger.open(
        path: path, binding: try binding ?? Sample.binding(), mode: mode, at: Sample.start,
        tuning: tuning)
}
