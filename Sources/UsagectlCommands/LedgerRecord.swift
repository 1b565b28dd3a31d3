import Controller
import Ledger
import UsageModel

/// The ledger as cycles use it; beside a running writer it only reads.
struct LedgerRecord: CycleRecord {
    let ledger: Ledger
    /// Whether reports and observations are noted.
    let isNoted: Bool
    private let binding: LedgerBinding

    /// Whether no other process writes to the ledger.
    var isAlone: Bool { ledger.mode == .exclusive }

    static func open(
        path: String, binding: LedgerBinding, use: LedgerUse, at now: Timestamp
    ) throws(LedgerError) -> LedgerRecord {
        switch use {
        case .converge:
            let ledger = try Ledger.open(path: path, binding: binding, mode: .exclusive, at: now)
            return LedgerRecord(ledger: ledger, isNoted: true, binding: binding)
        case .stage:
            do {
                return try open(path: path, binding: binding, use: .converge, at: now)
            } catch {
                guard case .locked = error else { throw error }
                Terminal.complain("note: \(error); the report is not recorded")
                return try beside(path: path, expecting: binding, binding: binding, at: now)
            }
        case .note: return try beside(path: path, expecting: binding, binding: binding, at: now)
        case .rebind:
            // A ledger that does not exist yet is bound; one that does is opened whatever it says.
            return try beside(path: path, expecting: nil, binding: binding, at: now)
        case .observe:
            do {
                let ledger = try Ledger.open(
                    path: path, binding: binding, mode: .exclusive, at: now)
                return LedgerRecord(ledger: ledger, isNoted: true, binding: binding)
            } catch {
                guard case .locked = error else { throw error }
                Terminal.complain("note: \(error); the report is not recorded")
                return try read(path: path, binding: binding, at: now)
            }
        case .read: return try read(path: path, binding: binding, at: now)
        }
    }

    /// A person's word is taken beside a writer; where there is no ledger yet, it makes one.
    private static func beside(
        path: String, expecting expected: LedgerBinding?, binding: LedgerBinding, at now: Timestamp
    ) throws(LedgerError) -> LedgerRecord {
        do {
            let ledger = try Ledger.open(path: path, binding: expected, mode: .beside, at: now)
            return LedgerRecord(ledger: ledger, isNoted: false, binding: binding)
        } catch {
            guard case .absent = error else { throw error }
            let ledger = try Ledger.open(path: path, binding: binding, mode: .exclusive, at: now)
            return LedgerRecord(ledger: ledger, isNoted: false, binding: binding)
        }
    }

    private static func read(
        path: String, binding: LedgerBinding, at now: Timestamp
    ) throws(LedgerError) -> LedgerRecord {
        let ledger = try Ledger.open(
            path: path, binding: binding, mode: .readOnlyIfPresent, at: now)
        return LedgerRecord(ledger: ledger, isNoted: false, binding: binding)
    }

    func knowledge() async throws -> LedgerKnowledge {
        var knowledge = try await ledger.knowledge()
        knowledge.unattributed = try await ledger.latestUnattributed
        return knowledge
    }

    func history(of pair: CellPair, before month: BillingMonth) async throws -> [MonthUsage] {
        try await ledger.submittedUsage(of: pair, before: month).map {
            MonthUsage(month: $0.month, items: $0.sent.items)
        }
    }

    func sentRecords(
        of products: Set<ProductID>, in months: ClosedRange<BillingMonth>
    ) async throws -> [UploadedRecords] {
        try await ledger.sentRecords(of: products, in: months)
    }

    func failed(among cells: [Cell]) async throws -> Set<Cell> {
        try await ledger.failed(among: cells)
    }

    func policies(_ records: [PolicyRecord], at now: Timestamp) async throws {
        guard isNoted else { return }
        try await ledger.record(policies: records, at: now)
    }

    func observed(
        _ observation: Observation, knowing lastAct: Int64, at now: Timestamp
    ) async throws {
        guard isNoted else { return }
        let history = try await ledger.knowledge()
        let made = history.cells.values.reduce(into: Set<UsageFileID>()) { files, cell in
            files.formUnion(cell.files.filter(\.value.createdHere).keys)
        }
        let seen = Set(observation.files.map(\.id))
        let kept = observation.files.filter { $0.wasSubmitted || made.contains($0.id) }.map(\.id)
        try await ledger.record(
            observation: ObservationEntry(
                at: now, contracts: observation.contracts.count, files: Set(kept),
                submitted: Set(observation.files.filter(\.wasSubmitted).map(\.id)),
                explained: history.files.subtracting(seen)), knowing: lastAct)
    }

    func report(_ report: DriftReport) async throws -> ReportLedger? {
        guard isNoted else { return nil }
        return try await ledger.record(report: report)
    }

    func begin(_ intent: WriteIntent, knowing lastAct: Int64) async throws -> Int64 {
        do {
            return try await ledger.record(intent: intent, knowing: lastAct).number
        } catch .overtaken(let why) {
            throw Overtaken(why)
        }
    }

    func end(_ number: Int64, _ outcome: WriteOutcome) async throws {
        try await ledger.record(outcome: outcome, of: IntentID(number: number))
    }

    func pin(
        _ file: UsageFileID, of cell: Cell, uploadedAt: Timestamp, at now: Timestamp
    ) async throws {
        try await ledger.recordUploadSeen(file: file, of: cell, uploadedAt: uploadedAt, at: now)
    }

    func found(_ file: UsageFileID, of cell: Cell, at now: Timestamp) async throws {
        try await ledger.record(resolution: file, of: cell, at: now)
    }

    func begin(_ probe: ProbeIntent) async throws -> Int64 {
        try await ledger.record(probe: probe).number
    }

    func end(_ number: Int64, _ outcome: WriteOutcome, ofProbeIn cell: Cell) async throws {
        try await ledger.record(
            outcome: outcome, ofProbe: IntentID(number: number), in: cell)
    }

    func probes() async throws -> Set<String> { try await ledger.probes() }

    /// A person's word that what is configured and observed now is right.
    func baseline(
        contracts: Int, gone: Set<UsageFileID> = [], by person: String, at now: Timestamp
    ) async throws {
        try await ledger.record(
            baseline: Baseline(
                binding: binding, contracts: contracts, gone: gone, by: person, at: now))
    }
}
