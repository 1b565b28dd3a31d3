import Crypto
import GRDB
package import UsageModel

extension Ledger {
    /// Records the policies that a cycle decides by, where they differ from the last ones.
    package func record(policies: [PolicyRecord], at now: Timestamp) throws(LedgerError) {
        try write { db in
            let digest = Self.digest(of: try Fact.encode(policies))
            let last = try PolicyQueries.lastDigest(in: db)
            // An installation without policies has nothing to record until it has some.
            guard digest != last, last != nil || !policies.isEmpty else { return }
            try EntryStore.append(
                .policies(PoliciesInForce(since: now, digest: digest, policies: policies)), to: db)
        }
    }

    /// The policies that cycles decided by at a time, now if nil; nil where none is known.
    package func policiesInForce(asOf time: Timestamp? = nil) throws(LedgerError)
        -> PoliciesInForce?
    {
        try read { db in try PolicyQueries.inForce(asOf: time, in: db) }
    }

    private static func digest(of text: String) -> String {
        "sha256:" + hexadecimal(SHA256.hash(data: Array(text.utf8)))
    }
}

/// Finds the entries that hold policies.
enum PolicyQueries {
    static func lastDigest(in db: Database) throws -> String? {
        try String.fetchOne(
            db,
            sql: "SELECT subject FROM entry WHERE kind = 'policies' ORDER BY seq DESC LIMIT 1")
    }

    static func inForce(asOf time: Timestamp?, in db: Database) throws -> PoliciesInForce? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT * FROM entry WHERE kind = 'policies' AND at <= ?
                ORDER BY seq DESC LIMIT 1
                """, arguments: [time?.microseconds ?? .max])
        guard let row, case .policies(let policies) = try StoredEntry(row).fact() else {
            return nil
        }
        return policies
    }
}
