import Ledger
import StatusServer
import TestSupport
import Testing
import UsageModel

struct LedgerStatusRecordTests {
    /// A ledger that is written, and the record that reads beside it.
    private func withRecord(
        _ body: (Ledger, LedgerStatusRecord) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            let identity = try #require(Identity("production"))
            let binding = LedgerBinding(
                endpoint: "https://connect.example/public/v1", keyID: "SU-1", account: nil,
                identity: identity)
            let path = folder + "/usagectl.db"
            let writer = try Ledger.open(
                path: path, binding: binding, mode: .exclusive, at: SampleWorld.now,
                tuning: LedgerTuning(isSynced: false))
            let reader = try Ledger.open(
                path: path, binding: nil, mode: .readOnly, at: SampleWorld.now)
            try await body(writer, LedgerStatusRecord(reader))
        }
    }

    private func report(_ id: String, _ command: String) -> DriftReport {
        var report = SampleWorld.report
        report.id = id
        report.command = command
        return report
    }

    @Test func `the loop's last report stands before a person's`() async throws {
        try await withRecord { ledger, record in
            #expect(try await record.latestID() == nil)
            try await ledger.record(report: report("01A", "diff"))
            #expect(try await record.latestID() == "01A")
            try await ledger.record(report: report("01B", "run"))
            try await ledger.record(report: report("01C", "diff"))
            #expect(try await record.latestID() == "01B")
            var found = try #require(try await record.report(id: "01B"))
            // What is read back says where the ledger stood; what was handed in could not know it.
            #expect(found.ledger?.entries == 3)
            found.ledger = nil
            #expect(found == report("01B", "run"))
            #expect(try await record.report(id: "01X") == nil)
            #expect(try await record.reports(limit: 2).map(\.id) == ["01C", "01B"])
        }
    }

    @Test func `a comparison stands beside the reports, and only proven ones count`() async throws {
        try await withRecord { ledger, record in
            #expect(try await record.latestComparisonID() == nil)
            #expect(try await record.comparison(limit: 31).asOf == nil)
            for (index, comparison) in SampleWorld.comparisons.reversed().enumerated() {
                var comparison = comparison
                comparison.observation.complete = index != 1
                try await ledger.record(report: comparison)
            }
            #expect(try await record.latestID() == nil)
            #expect(try await record.latestComparisonID() == SampleWorld.comparisons[0].id)
            let comparison = try await record.comparison(limit: 31)
            #expect(comparison.asOf == SampleWorld.comparisons[0].asOf)
            #expect(comparison.comparisons == 2)
            #expect(comparison.count(.differs) == 1)
            #expect(try await record.comparison(limit: 1).comparisons == 1)
        }
    }

    @Test func `a cell's history has who did what, the newest first`() async throws {
        let cell = SampleWorld.rejectedCell
        let file: UsageFileID = "UF-1"
        try await withRecord { ledger, record in
            try await ledger.record(approvals: [
                Approval(
                    cell: cell, digest: "sha256:1", by: "maria", at: SampleWorld.now,
                    note: "first file, looked at")
            ])
            let create = try await ledger.record(
                intent: WriteIntent(step: .create, cell: cell, at: SampleWorld.now))
            try await ledger.record(
                outcome: WriteOutcome(result: .answered, file: file, at: SampleWorld.now),
                of: create)
            let upload = try await ledger.record(
                intent: WriteIntent(
                    step: .upload, cell: cell, file: file, at: SampleWorld.now,
                    sent: SentUsage(digest: "sha256:2", rows: 3)))
            try await ledger.record(
                outcome: WriteOutcome(
                    result: .refused, file: file, message: "HTTP 400", at: SampleWorld.now),
                of: upload)
            try await ledger.record(
                assignment: Assignment(file: file, cell: cell, by: "jo", at: SampleWorld.now))
            try await ledger.record(
                revocation: Revocation(target: .approvals(cell), by: "jo", at: SampleWorld.now))
            let history = try await record.history(of: cell, files: [file])
            #expect(
                history.map(\.what) == [
                    "took back: approvals", "assigned UF-1 to \(cell)", "refused, UF-1: HTTP 400",
                    "about to upload UF-1, 3 rows", "done, UF-1", "about to create",
                    "approved: first file, looked at",
                ])
            #expect(history.map(\.by) == ["jo", "jo", nil, nil, nil, nil, "maria"])
        }
    }

    @Test func `the policies are those that the last cycle decided by`() async throws {
        try await withRecord { ledger, record in
            #expect(try await record.policies() == nil)
            try await ledger.record(
                policies: SampleWorld.policies.policies, at: SampleWorld.now)
            #expect(try await record.policies()?.policies == SampleWorld.policies.policies)
        }
    }
}
