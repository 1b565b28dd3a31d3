import Foundation
import Reconciliation
import UsageModel

extension Archive {
    /// Keeps a workbook that is about to be sent, and where its rows come from.
    ///
    /// - Returns: the digest of the manifest.
    func keep(
        _ workbook: ShelvedWorkbook, planned: PlannedCell, file: UsageFileID
    ) throws(ArchiveError) -> String {
        let path = workbook.path
        guard let content = FileManager.default.contents(atPath: path) else {
            throw .cannotRead(path: path)
        }
        let digest = try keep(Array(content), as: .workbook)
        // The ledger names the workbook by the digest that its writer worked out.
        guard digest == workbook.sent.workbook else { throw .altered(path: path) }
        let manifest = ArchiveManifest(
            cell: planned.cell, file: file, workbook: digest, sources: planned.usage.sources,
            rows: workbook.rows)
        return try keep(try Self.encode(manifest), as: .manifest)
    }

    /// The manifest of a digest.
    package func manifest(_ digest: String) throws(ArchiveError) -> ArchiveManifest {
        let bytes = try read(digest, as: .manifest)
        guard let manifest = try? JSONDecoder().decode(ArchiveManifest.self, from: Data(bytes))
        else { throw .damaged(path: try path(of: digest, as: .manifest)) }
        return manifest
    }

    private static func encode(_ manifest: ArchiveManifest) throws(ArchiveError) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return Array(try encoder.encode(manifest))
        } catch {
            throw .cannotWrite(path: "manifest", reason: "\(error)")
        }
    }
}
