import Foundation
import UsageModel
import Workbook

/// A workbook of the archive, read again.
struct ArchivedWorkbook {
    /// The name of a check, what is wrong, and what was found where nothing is.
    typealias Result = (name: String, problem: String?, detail: String)

    let archive: Archive
    let workbook: String
    let manifest: String
    let cell: Cell
    let file: UsageFileID

    /// Holds workbook and manifest against each other and against what the ledger says was sent;
    /// fills in the rows and sources of `audited`.
    func check(against sent: SentUsage, into audited: inout AuditedFile) -> [Result] {
        var results: [Result] = []
        var rows: [UsageRow] = []
        do {
            rows = try read()
            results.append(("workbook", nil, "\(workbook) is in the archive and is itself"))
        } catch {
            results.append(("workbook", "\(error)", ""))
        }
        var list: ArchiveManifest?
        do {
            list = try archive.manifest(manifest)
            let isOurs =
                list?.workbook == workbook && list?.cell == cell && list?.file == file
            results.append(
                (
                    "manifest", isOurs ? nil : "it speaks of another workbook, cell or file",
                    "source files: \(list?.sources.count ?? 0), rows: \(list?.rows.count ?? 0)"
                ))
        } catch {
            results.append(("manifest", "\(error)", ""))
        }
        audited.sources = list?.sources ?? []
        audited.rows = Self.rows(rows, list)
        guard !rows.isEmpty else { return results }
        let totals = Self.totals(rows)
        results.append(
            (
                "totals",
                totals == sent.items && rows.count == sent.rows
                    ? nil : "the workbook's rows do not add up to what the ledger says was sent",
                "rows: \(rows.count), items: \(totals.count), and they add up to what was sent"
            ))
        let listed = list?.rows.map(\.recordID) ?? []
        results.append(
            (
                "origins",
                listed == rows.map(\.recordID) ? nil : "the manifest lists other rows",
                "every row has its place in a source"
            ))
        return results
    }

    private func read() throws -> [UsageRow] {
        let bytes = try archive.read(workbook, as: .workbook)
        let path = FileManager.default.temporaryDirectory
            .appendingPathComponent("usagectl-\(UUID().uuidString).xlsx").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(bytes).write(to: URL(filePath: path))
        var rows: [UsageRow] = []
        let isThere = try UsageWorkbookReader(path: path).readRecords { row in
            guard let row = row.usageRow(product: cell.product, file: workbook) else {
                throw AuditError.unreadableRow(row.number)
            }
            rows.append(row)
        }
        guard isThere else { throw AuditError.noRecords }
        return rows
    }

    /// By item, in order of its MPN.
    private static func totals(_ rows: [UsageRow]) -> [ItemTotal] {
        let groups = Dictionary(grouping: rows, by: \.record.itemMPN)
        return groups.sorted { $0.key < $1.key }.map { mpn, rows in
            let amounts = rows.compactMap(\.record.amount)
            return ItemTotal(
                mpn: mpn, rows: rows.count,
                quantity: sum(rows.map(\.record.quantity)) ?? .zero,
                amount: amounts.isEmpty ? nil : sum(amounts))
        }
    }

    private static func sum(_ values: [ExactDecimal]) -> ExactDecimal? {
        values.reduce(.some(.zero)) { sum, value in sum?.adding(value) }
    }

    private static func rows(
        _ rows: [UsageRow], _ manifest: ArchiveManifest?
    ) -> [AuditedFile.Row] {
        let places = manifest?.places ?? [:]
        return rows.map { row in
            AuditedFile.Row(
                recordId: row.recordID, subscription: row.asset.text, item: row.record.itemMPN,
                quantity: row.record.quantity.description,
                amount: row.record.amount?.description, origin: places[row.recordID])
        }
    }
}

/// Why an archived workbook cannot be read as one of ours.
enum AuditError: Error, Sendable, Equatable, CustomStringConvertible {
    case unreadableRow(Int)
    case noRecords

    var description: String {
        switch self {
        case .unreadableRow(let number): "row \(number) of the workbook is not one that we write"
        case .noRecords: "the workbook has no sheet 'records'"
        }
    }
}
