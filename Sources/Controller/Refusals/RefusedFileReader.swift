package import ConnectAPI
import Foundation
package import Ledger
package import UsageModel
import Workbook

/// Asks the platform why it refused a file: its counts, its sentence, and the remarks in the cells
/// of the processed workbook.
package struct RefusedFileReader: Sendable {
    /// A file may fail in every row; nobody reads more than this.
    package static let mostRows = 1000

    private let client: ConnectClient
    private let archive: Archive?

    package init(client: ConnectClient, archive: Archive?) {
        self.client = client
        self.archive = archive
    }

    /// What the platform says of a file.
    ///
    /// Whatever cannot be learned is named in `problem`: an explanation must not fail because a
    /// link did.
    ///
    /// - Parameters:
    ///   - writes: the ledger's writes of the file's cell, to find what was uploaded.
    ///   - places: by record id, where today's rows stand; for what the archive does not know.
    package func read(
        _ file: UsageFile, writes: [RecordedWrite], places: [String: String]
    ) async -> RefusedFile {
        var refused = RefusedFile(file: file.id, errorDetail: file.errorDetail)
        do {
            guard let processed = try await client.processedFile(file.id) else {
                refused.problem = "there is no file '\(file.id)' any more"
                return refused
            }
            refused.errorDetail = processed.file.errorDetail ?? file.errorDetail
            refused.validRecords = processed.validRecords
            refused.invalidRecords = processed.invalidRecords
            guard let link = processed.processedLink else {
                refused.problem = "the platform gives no processed workbook"
                return refused
            }
            // The link lives for seconds, so nothing comes before this.
            let remarks = try await Self.remarks(in: try await client.fetch(link: link))
            let known = places.merging(sentPlaces(of: file.id, writes)) { _, sent in sent }
            refused.rows = remarks.prefix(Self.mostRows).map { remark in
                RefusedFile.Row(
                    row: remark.row, recordId: remark.recordID, column: remark.column,
                    message: remark.text, origin: remark.recordID.flatMap { known[$0] })
            }
            refused.furtherRows = max(0, remarks.count - Self.mostRows)
        } catch {
            refused.problem = "the processed workbook cannot be read: \(error)"
        }
        return refused
    }

    private static func remarks(in bytes: [UInt8]) async throws -> [UsageRemark] {
        try await PrivateFolder.with { folder in
            let path = "\(folder)/processed.xlsx"
            try Data(bytes).write(to: URL(filePath: path))
            guard let remarks = try UsageWorkbookReader(path: path).remarks() else {
                throw RefusalError.noRecords
            }
            return remarks
        }
    }

    /// Where the rows of the last upload stand, by record id, as the archive has it.
    private func sentPlaces(
        of file: UsageFileID, _ writes: [RecordedWrite]
    ) -> [String: String] {
        let upload = writes.last {
            $0.intent.step == .upload && $0.file == file && $0.mayHaveHappened
        }
        guard let digest = upload?.intent.manifest,
            let manifest = try? archive?.manifest(digest)
        else { return [:] }
        return manifest.places
    }
}

/// Why a processed workbook says nothing.
enum RefusalError: Error, Sendable, Equatable, CustomStringConvertible {
    case noRecords

    var description: String {
        switch self {
        case .noRecords: "it has no sheet 'records'"
        }
    }
}
