import GRDB

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// A copy of a ledger in one file without a log, so that it can be moved anywhere.
enum LedgerCopy {
    /// Makes the copy under another name, checks it and gives it its own name last.
    static func make(
        at path: String, from queue: DatabaseQueue, head: String
    ) throws -> LedgerVerification {
        var status = stat()
        guard unsafe lstat(path, &status) != 0 else { throw LedgerError.alreadyThere(path: path) }
        let partial = "\(path).partial-\(getpid())"
        let descriptor = unsafe open(partial, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        defer {
            close(descriptor)
            _ = unsafe unlink(partial)
        }
        let verified = try fill(partial, from: queue, head: head)
        guard fsync(descriptor) == 0 else { throw failure(path) }
        // Unlike a rename, a link never takes the place of another file.
        guard unsafe link(partial, path) == 0 else {
            throw errno == EEXIST ? LedgerError.alreadyThere(path: path) : failure(path)
        }
        return verified
    }

    private static func fill(
        _ path: String, from queue: DatabaseQueue, head: String
    ) throws -> LedgerVerification {
        let target = try DatabaseQueue(path: path)
        try queue.backup(to: target)
        try target.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = DELETE")
        }
        let verified = try target.read { db in try Verifier.verify(db, head: head) }
        try target.close()
        if let problem = verified.problems.first {
            throw LedgerError.damaged(path: path, detail: "\(problem)")
        }
        return verified
    }

    private static func failure(_ path: String) -> LedgerError {
        .cannotOpen(path: path, reason: SystemReason.text(of: errno))
    }
}
