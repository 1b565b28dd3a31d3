import Crypto
import Foundation
import GRDB

/// SHA-256 of an entry's stored body, as a forger would work it out.
func storedDigest(of seq: Int64, in db: Database) throws -> Data? {
    let row = try Row.fetchOne(
        db, sql: "SELECT body, packed FROM entry WHERE seq = ?", arguments: [seq])
    guard let row else { return nil }
    let stored = (row["packed"] as Data?) ?? Data((row["body"] as String).utf8)
    return Data(SHA256.hash(data: stored))
}
