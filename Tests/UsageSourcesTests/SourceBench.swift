import TestSupport
import UsageModel

@testable import UsageSources

/// A folder with usage files and a source over it.
struct SourceBench {
    let folder: TemporaryFolder
    static let header = "product_id,subscription_id,item_mpn,quantity,start_time_utc,end_time_utc"
    static let october = BillingMonth(index: 2026 * 12 + 9)
    static let november = BillingMonth(index: 2026 * 12 + 10)

    init() throws {
        folder = try TemporaryFolder()
    }

    /// A CSV line under `header` of a day of October 2026.
    static func line(
        product: String = "P1", subscription: String = "AS-1", mpn: String = "M",
        quantity: String = "1",
        month: String = "2026-10"
    ) -> String {
        "\(product),\(subscription),\(mpn),\(quantity),\(month)-05 00:00:00,\(month)-05 23:59:59"
    }

    static func file(_ lines: [String], header: String = header) -> String {
        ([header] + lines).map { $0 + "\n" }.joined()
    }

    func read(
        _ path: String, months: [BillingMonth] = [october], products: [ProductID] = ["P1"],
        fields: [String: String] = [:], monthFrom: MonthFrom = .start,
        mapping: RowMapping? = nil
    ) async throws -> UsageReading {
        let source = try FilesSource(
            FilesSourceConfiguration(
                name: "metering", pathTemplate: folder.file(path),
                mapping: mapping ?? RowMapping(fields: fields, monthFrom: monthFrom)))
        return await source.read(UsageQuery(months: months, products: products))
    }

    /// The reason for which October of `P1` is unknown, without the folder's name; nil if it is
    /// known.
    func reason(in reading: UsageReading, product: ProductID = "P1") -> String? {
        let scope = UsageScope(product: product, month: Self.october)
        guard case .unknown(let reason)? = reading.statements[scope] else { return nil }
        return reason.replacing(folder.path + "/", with: "")
    }
}

extension UsageReading {
    /// All records, by file and line.
    var allRecords: [UsageRecord] {
        records.scopes.flatMap { (try? records(of: $0)) ?? [] }.sorted { $0.origin < $1.origin }
    }

    /// The records of a scope in the order in which they are stored.
    func records(of scope: UsageScope) throws -> [UsageRecord] {
        var found: [UsageRecord] = []
        try records.forEach(of: scope) { found.append($0) }
        return found
    }
}
