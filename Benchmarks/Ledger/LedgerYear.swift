import Foundation
import Ledger
import UsageModel

/// A year of an account with 17,000 cells in the ledger: a cycle every quarter of an hour, every
/// month's files created, uploaded, submitted, accepted.
struct LedgerYear {
    private static let pairs = 1417
    private static let start = Timestamp(seconds: 1_767_225_600)
    private static let perDay = 96

    let path: String
    private var cells: [CellReport] = []
    private var number = 0

    init(path: String) {
        self.path = path
    }

    /// Records a year and gives the bytes of a copy of the file, month by month.
    static func sizes(at path: String) async throws -> [Int] {
        var year = LedgerYear(path: path)
        return try await year.record()
    }

    private mutating func record() async throws -> [Int] {
        guard let identity = Identity("production") else {
            throw Wrong(description: "the identity is none")
        }
        let ledger = try Ledger.open(
            path: path,
            binding: LedgerBinding(
                endpoint: "https://connect.example/public/v1", keyID: "SU-1", identity: identity),
            mode: .exclusive, at: Self.start, tuning: LedgerTuning(isSynced: false))
        var sizes: [Int] = []
        for index in 0..<12 {
            let month = BillingMonth(index: 2025 * 12 + 11 + index)
            cells += (0..<Self.pairs).map { Self.cell($0, month, index) }
            cells.sort { $0.cell < $1.cell }
            for _ in 0..<(365 * Self.perDay / 12) { try await cycle(month, in: ledger) }
            sizes.append(try await size(of: ledger))
        }
        return sizes
    }

    /// One cycle: some files move on, an observation, a report.
    private mutating func cycle(_ month: BillingMonth, in ledger: Ledger) async throws {
        let now = Self.start.adding(.seconds(900 * number))
        let place = number % (365 * Self.perDay / 12)
        // A day's files are written in one cycle; acceptance comes back one by one over the month.
        let isWriting = place % Self.perDay == 40 && place / Self.perDay < 28
        let batch = place / Self.perDay
        for index in cells.indices where cells[index].cell.month == month {
            let pair = index / (cells.count / Self.pairs)
            if isWriting, pair % 28 == batch {
                try await write(index, at: now, in: ledger)
            } else if cells[index].files.first?.status == .pending, pair % 2880 == place % 2880 {
                cells[index].files[0].status = .accepted
            }
        }
        if place % Self.perDay == 0 { toggleOverdue(month) }
        try await ledger.record(
            observation: ObservationEntry(
                at: now, contracts: Self.pairs,
                files: isWriting ? Set(cells.compactMap(\.files.first?.id)) : []))
        try await ledger.record(report: report(at: now))
        number += 1
    }

    private mutating func toggleOverdue(_ month: BillingMonth) {
        for index in cells.indices
        where cells[index].cell.month == month && index % 97 == number / Self.perDay % 97 {
            cells[index].overdue.toggle()
        }
    }

    private mutating func write(_ index: Int, at now: Timestamp, in ledger: Ledger) async throws {
        let cell = cells[index].cell
        let file = UsageFileID("UF-2026-\(cell.month.month)-\(index)")
        let answered = WriteOutcome(result: .answered, file: file, at: now)
        let create = try await ledger.record(
            intent: WriteIntent(step: .create, cell: cell, at: now))
        try await ledger.record(outcome: answered, of: create)
        let digest = "sha256:" + String(repeating: "0123456789abcde\(index % 10)", count: 4)
        let sent = SentUsage(
            digest: digest, rows: 8, currency: "USD",
            items: [
                ItemTotal(mpn: "MPN-1", rows: 8, quantity: ExactDecimal(index), amount: .zero)
            ],
            subscriptions: (0..<4).map { SubscriptionID("AS-1000-2000-\(index)\($0)") },
            workbook: digest)
        let upload = try await ledger.record(
            intent: WriteIntent(
                step: .upload, cell: cell, file: file, at: now, sent: sent, manifest: digest))
        try await ledger.record(outcome: answered, of: upload)
        let submit = try await ledger.record(
            intent: WriteIntent(step: .submit, cell: cell, file: file, at: now))
        try await ledger.record(outcome: answered, of: submit)
        cells[index].state = .inSync
        cells[index].files = [
            FileReport(id: file, status: .pending, externalId: digest, owner: .mine)
        ]
        cells[index].decision = Decision(
            verb: .none, reason: .submitted, message: "a submitted usage file covers this month")
    }

    private func report(at now: Timestamp) -> DriftReport {
        var summary = ReportSummary()
        summary.obligations = cells.count
        for cell in cells { summary.byState[cell.state.rawValue, default: 0] += 1 }
        return DriftReport(
            id: "01M\(1_000_000 + number)ABCDEFGHIJKLMNOP", command: "run", asOf: now,
            endpoint: "https://connect.example/public/v1", identity: "production",
            observation: ReportObservation(
                complete: true, requests: 40 + number % 3, contracts: Self.pairs, listings: 1417,
                products: 12, files: cells.count),
            summary: summary,
            conservation: Conservation(
                delivered: cells.count, inFiles: cells.count, held: 0, unattributed: 0),
            cells: cells)
    }

    private static func cell(_ pair: Int, _ month: BillingMonth, _ index: Int) -> CellReport {
        let contract = "CRD-\(10_000 + pair)-\(20_000 + pair)-00001"
        let cell = Cell(
            contract: ContractID(contract), product: ProductID("PRD-100-200-\(100 + pair % 12)"),
            month: month)
        return CellReport(
            cell: cell, contractName: "Distribution contract \(pair)",
            productName: "Product \(pair % 12)",
            provider: Account(id: AccountID("PA-\(pair % 40)"), name: "Distributor \(pair % 40)"),
            state: .missing, due: month.next.firstDay,
            decision: Decision(
                verb: .converge, steps: [.create, .upload, .submit], reason: .noFile,
                message: "no usage file covers this month",
                next: "usagectl reconcile --contract \(contract) --month \(month)"),
            policy: ["defaults"])
    }

    /// The bytes of a copy, which has no log.
    private func size(of ledger: Ledger) async throws -> Int {
        let copy = path + ".copy"
        defer { try? FileManager.default.removeItem(atPath: copy) }
        try await ledger.backUp(to: copy)
        let attributes = try FileManager.default.attributesOfItem(atPath: copy)
        return (attributes[.size] as? NSNumber)?.intValue ?? 0
    }
}
