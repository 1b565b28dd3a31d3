import GRDB

extension Ledger {
    /// Checks the file, the chain and what is derived from it.
    ///
    /// - Parameter head: a head that this ledger once had; it must still be one of its entries.
    package func verify(head: String? = nil) throws(LedgerError) -> LedgerVerification {
        try read { db in try Verifier.verify(db, head: head) }
    }

    /// Folds the entries anew into the tables that answer questions.
    package func rebuildProjection() throws(LedgerError) {
        lastReports = [:]
        try write(Projection.rebuild)
    }
}
