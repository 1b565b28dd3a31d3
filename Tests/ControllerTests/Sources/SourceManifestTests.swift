import Controller
import Foundation
import TestSupport
import Testing
import UsageModel
import UsageSources
import YAMLDocument

/// The worked examples of `manifests/sources`, read as a configuration is, over exports of our own.
struct SourceManifestTests {
    private static let fixtures = PackageFolder.root.appending(
        path: "Tests/ControllerTests/Fixtures/SourceExamples")
    private static let october = BillingMonth(index: 2026 * 12 + 9)

    /// Reads October by an example's configuration, with some files in its folder.
    private func read(
        _ manifest: String, product: ProductID, files: [String: URL],
        month: BillingMonth = october
    ) async throws -> UsageReading {
        try await withTemporaryFolder { folder in
            let configuration = folder + "/usagectl.yaml"
            try FileManager.default.copyItem(
                at: PackageFolder.root.appending(path: "manifests/sources/\(manifest)"),
                to: URL(filePath: configuration))
            for (name, file) in files {
                let target = URL(filePath: "\(folder)/\(name)")
                try FileManager.default.createDirectory(
                    at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
                try FileManager.default.copyItem(at: file, to: target)
            }
            let loaded = ConfigurationLoader.load(path: configuration)
            #expect(loaded.diagnostics.map(\.description) == [])
            let source = try #require(loaded.controller?.sources.first)
            let query = UsageQuery(months: [month], products: [product])
            // Two readings, two days apart: an example may ask for files that rest.
            let seconds = Timestamp("2026-11-03")?.seconds ?? 0
            let memory = { (days: Int64) in
                SourceMemory(folder: folder + "/memory") {
                    Timestamp(seconds: seconds + days * 86_400)
                }
            }
            _ = await (try source.source(memory(0))).read(query)
            return await (try source.source(memory(2))).read(query)
        }
    }

    private func texts(_ reading: UsageReading) -> [String] {
        reading.allRecords.map { record in
            let fields = [
                record.subscription, record.itemMPN, record.quantity.description,
                record.amount?.description ?? "-", record.start.workbookText,
                record.end.workbookText, record.currency ?? "-",
                record.category.map { "\($0) (\(record.categoryName ?? ""))" } ?? "-",
                record.itemName ?? "-", record.itemUnit ?? "-", record.itemPrecision ?? "-",
                record.note ?? "-",
            ]
            let custom = record.custom.map { "\($0.name)=\($0.value)" }
            return (fields + custom).joined(separator: "|")
        }
    }

    @Test
    func `an AWS export gives a record for each line that costs something`() async throws {
        let reading = try await read(
            "aws-cost-and-usage.yaml", product: "PRD-100-000-000",
            files: ["exports/2026-10/part-1.csv": Self.fixtures.appending(path: "aws-2026-10.csv")])
        let month = "2026-10-01 00:00:00|2026-10-31 23:59:59"
        #expect(Set(reading.statements.values) == [.known])
        #expect(
            texts(reading) == [
                "111122223333|AmazonEC2|1|11.7162|\(month)|-|AmazonEC2 (Amazon Elastic "
                    + "Compute Cloud)|Amazon Elastic Compute Cloud"
                    + "|unit|decimal(2)|on demand, \"c\" family",
                "444455556666|AmazonS3|1|0.0000000021|\(month)|-|AmazonS3 (Amazon Simple "
                    + "Storage Service)|Amazon Simple Storage "
                    + "Service|unit|decimal(2)|storage",
                "444455556666|AWSSupport|1|29|\(month)|-|AWSSupport (AWS Support)|AWS Support|unit|decimal(2)"
                    + "|support",
                "111122223333|AmazonRDS|1|52.5|\(month)|-|AmazonRDS (Amazon Relational "
                    + "Database Service)|Amazon Relational Database "
                    + "Service|unit|decimal(2)|reserved",
            ])
        #expect(reading.allRecords.map(\.origin.line) == [2, 4, 5, 7])
        #expect(reading.counts.notes == ["3 of 7 rows were left out by 'where'"])
    }

    @Test
    func `a Microsoft invoice gives prices without the margin, within the month`() async throws {
        let marker = Self.fixtures.appending(path: "aws-2026-10.csv")
        let reading = try await read(
            "microsoft-nce-invoice.yaml", product: "PRD-200-000-000",
            files: [
                "invoices/2026-10/G001.csv": Self.fixtures.appending(path: "nce-2026-10.csv"),
                "invoices/2026-10/invoice.final": marker,
            ])
        #expect(Set(reading.statements.values) == [.known])
        #expect(
            texts(reading) == [
                "sub-1|CFQ7:0004:AAA1|1|1200|2026-10-01 00:00:00|2026-10-31 23:59:59|EUR|-"
                    + "|Mail Plan|license|integer|new, invoice G001|publisher=Contoso"
                    + "|term=One-Month commitment",
                "sub-2|CFQ7:0010:AAA2|1|0.08|2026-10-15 00:00:00|2026-10-31 23:59:59|EUR|-"
                    + "|Office Plan|seat|integer|renew, invoice G001|publisher=Contoso"
                    + "|term=One-Year commitment",
                // What was taken back, with a charge for September that came late.
                "sub-3|CFQ9:0001:AAA3|1|9.2|2026-10-01 00:00:00|2026-10-31 23:59:59|EUR|-"
                    + "|Backup|GB|integer|-|publisher=Fabrikam|term=One-Month commitment",
            ])
        #expect(
            reading.counts.notes == [
                "2 of 6 rows were left out by 'where'",
                "4 of 6 rows were summed into 3 records",
                "the times of 3 rows were moved into their month",
            ])
    }

    @Test
    func `a Microsoft invoice without its marker is not complete`() async throws {
        let reading = try await read(
            "microsoft-nce-invoice.yaml", product: "PRD-200-000-000",
            files: ["invoices/2026-10/G001.csv": Self.fixtures.appending(path: "nce-2026-10.csv")])
        guard case .unknown(let why)? = reading.statements.values.first else {
            Issue.record("it is known")
            return
        }
        #expect(why.contains("the marker '") && why.hasSuffix("invoice.final' is not there yet"))
        #expect(reading.allRecords.count == 3)
    }

    @Test
    func `an Adobe invoice gives a sum for each member and item`() async throws {
        let reading = try await read(
            "adobe-vip-invoice.yaml", product: "PRD-300-000-000",
            files: ["invoices/vip-2026-10.xlsx": Self.fixtures.appending(path: "vip-2026-10.xlsx")])
        let month = "2026-10-01 00:00:00|2026-10-31 23:59:59"
        #expect(Set(reading.statements.values) == [.known])
        #expect(
            texts(reading) == [
                "VIP-1001|65304|7|140.35|\(month)|USD|-|Creative Plan|-|-|-",
                "VIP-1002|65310|4|49.2|\(month)|USD|-|Sign Plan|-|-|-",
                "VIP-1002|65304|1|20.05|\(month)|USD|-|Creative Plan|-|-|-",
            ])
        #expect(reading.allRecords.map(\.origin.rows) == [2, 2, 1])
        #expect(
            reading.counts.notes == [
                "1 of 6 rows were left out by 'where'", "5 of 6 rows were summed into 3 records",
            ])
    }

    private static let sample = PackageFolder.root.deletingLastPathComponent()
        .appending(path: "shared/connect/samples/aws-cur.csv")

    @Test(.enabled(if: FileManager.default.fileExists(atPath: sample.path)))
    func `the platform's own sample of an AWS export gives its totals`() async throws {
        let may = BillingMonth(index: 2026 * 12 + 4)
        let reading = try await read(
            "aws-cost-and-usage.yaml", product: "PRD-100-000-000",
            files: ["exports/2026-05/aws-cur.csv": Self.sample], month: may)
        let records = reading.allRecords
        #expect(Set(reading.statements.values) == [.known])
        #expect(records.count == 101)
        #expect(Set(records.map(\.subscription)) == ["554027867388"])
        #expect(Set(records.map(\.itemMPN)).count == 7)
        let amount = records.compactMap(\.amount)
            .reduce(ExactDecimal.zero) { $0.adding($1) ?? .zero }
        #expect(amount == ExactDecimal("615.4202"))
        #expect(reading.counts.leftOut == 19)
    }
}

extension UsageReading {
    /// All records, by file and line.
    fileprivate var allRecords: [UsageRecord] {
        records.scopes.flatMap { scope in
            var found: [UsageRecord] = []
            try? records.forEach(of: scope) { found.append($0) }
            return found
        }.sorted { $0.origin < $1.origin }
    }
}
