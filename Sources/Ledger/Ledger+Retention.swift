import GRDB
package import UsageModel

extension Ledger {
    /// Takes the bodies of reports and policies away that are older than `days` days.
    ///
    /// The entries stay with the digests of their bodies, so that the chain still verifies, and one
    /// more entry says what was done. Writes, observations and the acts of people are never touched:
    /// they keep a month from being billed twice.
    /// - Returns: how many entries lost their bodies.
    package func prune(keepingDays days: Int, at now: Timestamp) throws(LedgerError) -> Int {
        let before = now.adding(.seconds(Int64(-days) * 86_400))
        return try write { db in
            let through = try Pruning.limit(before: before, in: db)
            let last = try Pruning.last(in: db)?.through ?? 0
            let hasUploads = try Pruning.hasUploads(before: before, in: db)
            guard through > last || hasUploads else { return 0 }
            let retention = Retention(
                at: now, days: days, before: before, through: max(through, last))
            try EntryStore.append(.retention(retention), to: db)
            return try Pruning.prune(retention, in: db)
        }
    }

    /// The workbooks and manifests of uploads whose retention has ended, and that no later upload
    /// names again.
    package var expiredWorkbooks: [ArchivedUpload] {
        get throws(LedgerError) { try read(Pruning.expiredWorkbooks) }
    }

    /// Before which instant what was sent may be gone from the archive; nil where nothing may.
    package var keptSince: Timestamp? {
        get throws(LedgerError) { try read { db in try Pruning.last(in: db)?.before } }
    }
}

/// What the archive holds of one upload, by digest.
package struct ArchivedUpload: Hashable, Sendable {
    package var workbook: String
    package var manifest: String?
}
