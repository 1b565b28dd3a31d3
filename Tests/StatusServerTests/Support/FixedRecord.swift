import Ledger
import StatusServer
import UsageModel

/// A record that says the same on every reading.
struct FixedRecord: StatusRecord {
    var all: [DriftReport] = [SampleWorld.report]
    var entries: [HistoryEntry] = SampleWorld.history.map {
        HistoryEntry(
            seq: $0.seq, at: SampleWorld.now.adding(.seconds($0.age)), kind: $0.kind, by: $0.by,
            what: $0.what)
    }
    var inForce: PoliciesInForce? = SampleWorld.policies
    /// The newest first.
    var comparisons: [DriftReport] = []

    func latestID() async throws -> String? { all.first?.id }

    func report(id: String) async throws -> DriftReport? { all.first { $0.id == id } }

    func reports(limit: Int) async throws -> [ReportHeader] {
        all.prefix(limit).map { ReportHeader($0) }
    }

    func history(of cell: Cell, files: [UsageFileID]) async throws -> [HistoryEntry] { entries }

    func policies() async throws -> PoliciesInForce? { inForce }

    func latestComparisonID() async throws -> String? { comparisons.first?.id }

    func comparison(limit: Int) async throws -> ShadowComparison {
        ShadowComparison(comparisons.prefix(limit).filter(\.observation.complete))
    }
}
