package import Ledger
package import UsageModel

/// How long the record is kept: what is older loses its bodies in the ledger and its workbooks in
/// the archive, and the ledger's chain still verifies.
package struct RetentionRule: Sendable, Hashable {
    package var days: Int
    package var archive: Archive?

    package init(days: Int, archive: Archive?) {
        self.days = days
        self.archive = archive
    }

    package init(_ configuration: ControllerConfiguration) {
        self.init(
            days: configuration.retentionDays,
            archive: configuration.archive.map { Archive(folder: $0) })
    }

    /// What was removed.
    package struct Result: Sendable, Hashable {
        /// Entries that lost their bodies.
        package var entries: Int
        /// Files of the archive.
        package var files: Int
    }

    /// Removes what is older. The ledger says first what is to go, so that a file that is gone is
    /// always explained; files that a death left behind go with the next call.
    package func apply(to ledger: Ledger, at now: Timestamp) async throws -> Result {
        let entries = try await ledger.prune(keepingDays: days, at: now)
        guard let archive else { return Result(entries: entries, files: 0) }
        var files = 0
        for digest in try await ledger.expiredWorkbooks {
            if try archive.remove(digest.workbook, as: .workbook) { files += 1 }
            if let manifest = digest.manifest, try archive.remove(manifest, as: .manifest) {
                files += 1
            }
        }
        return Result(entries: entries, files: files)
    }
}
