import FoundationEssentials
import GRDB

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The SQLite file of a ledger: made, recognised and connected to.
struct LedgerFile {
    let path: String
    let tuning: LedgerTuning

    /// - Parameter path: symbolic links are followed first, so that two names of one file share
    ///   a lock.
    init(path: String, tuning: LedgerTuning) {
        self.path = Self.resolved(path)
        self.tuning = tuning
    }

    /// Whether there is a file with something in it; a file of no bytes is what a process left that
    /// died between making and filling it.
    var isPresent: Bool { (size ?? 0) > 0 }

    private var size: Int64? {
        var status = stat()
        guard unsafe stat(path, &status) == 0 else { return nil }
        return Int64(status.st_size)
    }

    /// Opens for writing; the caller holds the lock.
    func connectToWrite() throws -> DatabaseQueue {
        if isPresent { try refuseForeign() } else { try make() }
        guard unsafe access(path, W_OK) == 0 else { throw LedgerError.readOnly(path: path) }
        var configuration = Configuration()
        configuration.label = "ledger"
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { [tuning] db in
            // The log is what lets a status page read beside us; FULL syncs it at every commit,
            // since an intent must outlive the machine's power, not only our process.
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: "PRAGMA synchronous = \(tuning.isSynced ? "FULL" : "OFF")")
            try db.execute(sql: "PRAGMA fullfsync = ON")
            if let pages = tuning.maximumPages {
                try db.execute(sql: "PRAGMA max_page_count = \(pages)")
            }
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    /// Opens for reading; the file is there.
    func connectToRead() throws -> DatabaseQueue {
        do {
            return try readOnlyQueue(at: path)
        } catch let error as DatabaseError where isUnreadableLog(error) && !hasLog {
            // In a folder where we may not write SQLite cannot make its shared memory. Without a
            // log there is no writer either, and the file can be read as it stands.
            return try readOnlyQueue(at: "file:\(Self.escaped(path))?immutable=1")
        }
    }

    /// A ledger without entries, in memory: what reading an absent ledger gives.
    static func empty() throws -> DatabaseQueue {
        let queue = try DatabaseQueue()
        try LedgerSchema.migrator.migrate(queue)
        return queue
    }

    // MARK: -

    private func readOnlyQueue(at path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.read { db in _ = try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") }
        try refuseForeign(queue)
        return queue
    }

    /// Looks before a writing connection would change the file's journal mode.
    private func refuseForeign() throws {
        try readOnlyQueue(at: path).close()
    }

    private func refuseForeign(_ queue: DatabaseQueue) throws {
        let (id, tables) = try queue.read { db in
            (
                try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                try Int.fetchOne(
                    db,
                    sql: """
                        SELECT count(*) FROM sqlite_master
                        WHERE type = 'table' AND name <> 'grdb_migrations'
                        """) ?? 0
            )
        }
        // Number 0 without a table is ours too: its maker died before the first transaction.
        let isOurs = id == LedgerSchema.applicationID || (id == 0 && tables == 0)
        guard isOurs else { throw LedgerError.foreign(path: path) }
    }

    /// Makes the file before SQLite would, for the sake of its mode: SQLite gives its log and
    /// shared memory the mode of the file.
    private func make() throws {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw LedgerError.cannotOpen(path: path, reason: SystemReason.text(of: errno))
        }
        close(descriptor)
        let folder = unsafe open(Self.folder(of: path), O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        // The name must be on the disk as well as the bytes.
        _ = fsync(folder)
        close(folder)
    }

    private var hasLog: Bool {
        var status = stat()
        return unsafe stat(path + "-wal", &status) == 0 && status.st_size > 0
    }

    private func isUnreadableLog(_ error: DatabaseError) -> Bool {
        error.resultCode == .SQLITE_CANTOPEN || error.resultCode == .SQLITE_READONLY
    }

    private static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func resolved(_ path: String) -> String {
        // Sound: the text is copied and given back at once.
        guard let real = unsafe realpath(path, nil) else { return path }
        defer { unsafe free(real) }
        return unsafe String(cString: real)
    }

    /// The path as it may stand in a URI.
    private static func escaped(_ path: String) -> String {
        path.replacing("%", with: "%25").replacing("?", with: "%3f").replacing("#", with: "%23")
    }
}
