import Ledger
import Testing
import UsageModel

/// The vendor's record ids of what was uploaded, kept with the upload.
struct SentRecordsTests {
    private static let product = Sample.cell.product
    private static let october = Sample.cell.month...Sample.cell.month

    private static func sent(_ ids: String...) -> SentUsage {
        var sent = Sample.sent()
        sent.recordIDs = RecordIDHashes(ids)
        return sent
    }

    /// Uploads to one file, each with what became of it.
    private func sentRecords(
        _ uploads: [(ids: String, result: WriteOutcome.Result?)],
        months: ClosedRange<BillingMonth> = october, products: Set<ProductID> = [product]
    ) async throws -> [RecordIDHashes] {
        try await withLedger { ledger, _ in
            for upload in uploads {
                let id = try await ledger.record(
                    intent: Sample.intent(.upload, file: Sample.file, sent: Self.sent(upload.ids)))
                guard let result = upload.result else { continue }
                try await ledger.record(
                    outcome: WriteOutcome(result: result, file: Sample.file, at: Sample.at(1)),
                    of: id)
            }
            let found = try await ledger.sentRecords(of: products, in: months)
            #expect(found.allSatisfy { $0.file == Sample.file && $0.cell == Sample.cell })
            // The text of the projection leaves them out, so that knowledge stays small.
            let history = try await ledger.knowledge().cells[Sample.cell]
            #expect(history?.files[Sample.file]?.upload?.sent.recordIDs == nil)
            #expect(try await ledger.verify().isSound)
            return found.map(\.recordIDs)
        }
    }

    @Test func `an answered upload replaces those before it`() async throws {
        let found = try await sentRecords([("a", .answered), ("b", .unknown), ("c", .answered)])
        #expect(found == [RecordIDHashes(["c"])])
    }

    @Test func `an upload whose answer is not known counts beside the one before it`()
        async throws
    {
        let found = try await sentRecords([("a", .answered), ("b", .unknown), ("c", nil)])
        #expect(found == ["a", "b", "c"].map { RecordIDHashes([$0]) })
    }

    @Test func `what was refused or never sent carried nothing`() async throws {
        #expect(try await sentRecords([("a", .refused), ("b", .notSent)]).isEmpty)
    }

    @Test func `other products and months are left out`() async throws {
        #expect(try await sentRecords([("a", .answered)], products: ["PRD-9"]).isEmpty)
        let next = Sample.cell.month.next
        #expect(try await sentRecords([("a", .answered)], months: next...next).isEmpty)
    }
}
