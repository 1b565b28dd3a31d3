import ConnectAPI
import Controller
import NIOConcurrencyHelpers
import UsageModel

/// How long a controller lives: it dies at a given tick, and whatever is dead does nothing more.
///
/// Every ledger entry and every request ticks before and after, so that counting ticks from 1
/// visits each point at which a process may be killed.
final class Lifeline: Sendable {
    struct Died: Error {}

    private let state: NIOLockedValueBox<(left: Int, isDead: Bool)>

    /// - Parameter ticks: nil for a controller that does not die.
    init(ticks: Int? = nil) {
        state = NIOLockedValueBox((ticks ?? .max, false))
    }

    var isDead: Bool { state.withLockedValue(\.isDead) }

    func tick() throws(Died) {
        let dies = state.withLockedValue { state in
            state.left -= 1
            if state.left <= 0 { state.isDead = true }
            return state.isDead
        }
        if dies { throw Died() }
    }
}

/// A transport of a controller that may die before a request leaves or before its answer comes.
struct MortalTransport: HTTPTransport {
    let base: any HTTPTransport
    let lifeline: Lifeline
    /// Runs before and after each request, with its number from 0.
    var beside: @Sendable (Int) async -> Void = { _ in }
    private let count = NIOLockedValueBox(0)

    init(base: any HTTPTransport, lifeline: Lifeline) {
        self.base = base
        self.lifeline = lifeline
    }

    func send(_ call: HTTPCall) async throws(TransportError) -> HTTPAnswer {
        do { try lifeline.tick() } catch { throw .connectFailed("the process is dead") }
        await step()
        let answer = try await base.send(call)
        await step()
        do { try lifeline.tick() } catch { throw .connectionBroken("the process is dead") }
        return answer
    }

    private func step() async {
        let number = count.withLockedValue { count in
            defer { count += 1 }
            return count
        }
        await beside(number)
    }
}

/// A ledger whose controller may die before or after each entry.
struct MortalRecord: CycleRecord {
    let base: any CycleRecord
    let lifeline: Lifeline

    private func living<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        try lifeline.tick()
        let value = try await body()
        try lifeline.tick()
        return value
    }

    func knowledge() async throws -> LedgerKnowledge {
        try await living { try await base.knowledge() }
    }

    func history(of pair: CellPair, before month: BillingMonth) async throws -> [MonthUsage] {
        try await living { try await base.history(of: pair, before: month) }
    }

    func sentRecords(
        of products: Set<ProductID>, in months: ClosedRange<BillingMonth>
    ) async throws -> [UploadedRecords] {
        try await living { try await base.sentRecords(of: products, in: months) }
    }

    func failed(among cells: [Cell]) async throws -> Set<Cell> {
        try await living { try await base.failed(among: cells) }
    }

    func policies(_ records: [PolicyRecord], at now: Timestamp) async throws {
        try await living { try await base.policies(records, at: now) }
    }

    func observed(
        _ observation: Observation, knowing lastAct: Int64, at now: Timestamp
    ) async throws {
        try await living { try await base.observed(observation, knowing: lastAct, at: now) }
    }

    func report(_ report: DriftReport) async throws -> ReportLedger? {
        try await living { try await base.report(report) }
    }

    func begin(_ intent: WriteIntent, knowing lastAct: Int64) async throws -> Int64 {
        try await living { try await base.begin(intent, knowing: lastAct) }
    }

    func end(_ number: Int64, _ outcome: WriteOutcome) async throws {
        try await living { try await base.end(number, outcome) }
    }

    func pin(
        _ file: UsageFileID, of cell: Cell, uploadedAt: Timestamp, at now: Timestamp
    ) async throws {
        try await living {
            try await base.pin(file, of: cell, uploadedAt: uploadedAt, at: now)
        }
    }

    func begin(_ probe: ProbeIntent) async throws -> Int64 {
        try await living { try await base.begin(probe) }
    }

    func end(_ number: Int64, _ outcome: WriteOutcome, ofProbeIn cell: Cell) async throws {
        try await living { try await base.end(number, outcome, ofProbeIn: cell) }
    }

    func probes() async throws -> Set<String> {
        try await living { try await base.probes() }
    }

    func found(_ file: UsageFileID, of cell: Cell, at now: Timestamp) async throws {
        try await living { try await base.found(file, of: cell, at: now) }
    }
}
