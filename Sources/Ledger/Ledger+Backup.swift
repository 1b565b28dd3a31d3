import GRDB
import UsageModel

extension Ledger {
    /// Copies the ledger, consistent also beside a writer, and checks the copy.
    ///
    /// The copy has its name only once it is whole, sound and on the disk. Errors: `alreadyThere`
    /// for a path that is taken, and whatever is wrong with the folder or the copy.
    @discardableResult
    package func backUp(to path: String) throws(LedgerError) -> LedgerVerification {
        let head = try head
        do {
            return try LedgerCopy.make(at: path, from: queue, head: head)
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// The entries behind a number, oldest first. What was given once never changes, so that pages
    /// of them make a whole.
    package func entries(after seq: Int64, limit: Int) throws(LedgerError) -> [LedgerEntry] {
        try read { db in
            try Row.fetchAll(
                db, sql: "SELECT * FROM entry WHERE seq > ? ORDER BY seq LIMIT ?",
                arguments: [seq, limit]
            ).compactMap { try LedgerEntry(StoredEntry($0)) }
        }
    }
}
