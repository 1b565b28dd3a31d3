import GRDB
package import UsageModel

/// The append-only store of what was intended, done, decided and seen, in one SQLite file.
///
/// Every entry is linked to the one before it by its hash, and is on the disk when the call that
/// records it returns. What a cycle asks is answered by tables that are folded from the entries in
/// the same transaction. One process writes at a time; others may read meanwhile, or add a person's
/// acts.
package actor Ledger {
    /// The file, symbolic links resolved.
    package nonisolated let path: String
    package nonisolated let mode: LedgerMode

    let queue: DatabaseQueue
    /// The last report of each command, so that the next one need not be put together from changes.
    var lastReports: [String: RecordedReport] = [:]
    /// What it was opened for; nil where that was not said.
    private var bound: LedgerBinding?
    /// Given back after the connection is closed.
    private let lock: WriterLock?

    private init(
        path: String, mode: LedgerMode, queue: DatabaseQueue, binding: LedgerBinding? = nil,
        lock: WriterLock? = nil
    ) {
        self.path = path
        self.mode = mode
        self.queue = queue
        self.bound = binding
        self.lock = lock
    }

    /// Opens the ledger at `path`, and makes it where the mode is `exclusive` and there is none.
    ///
    /// A new ledger is bound to `binding`; of an existing one the binding is compared, and
    /// another is an error. A nil binding is not compared, for commands that only look at the file
    /// and for `baseline`; it makes no ledger.
    /// Errors: `locked` at once if another process writes (mode `exclusive` only), and whatever is
    /// wrong with the file.
    package static func open(
        path: String, binding: LedgerBinding?, mode: LedgerMode, at now: Timestamp,
        tuning: LedgerTuning = LedgerTuning()
    ) throws(LedgerError) -> Ledger {
        let file = LedgerFile(path: path, tuning: tuning)
        do {
            return switch mode {
            case .exclusive: try openToWrite(file, binding: binding, at: now)
            case .beside: try openBeside(file, binding: binding)
            case .readOnly, .readOnlyIfPresent:
                try openToRead(file, binding: binding, mode: mode)
            }
        } catch {
            throw LedgerError(error, path: file.path)
        }
    }

    private static func openToWrite(
        _ file: LedgerFile, binding: LedgerBinding?, at now: Timestamp
    ) throws -> Ledger {
        guard file.isPresent || binding != nil else { throw LedgerError.absent(path: file.path) }
        let lock = try WriterLock(path: file.path)
        let queue = try file.connectToWrite()
        try migrate(queue, path: file.path)
        try queue.write { db in
            try refuseBrokenTail(in: db, path: file.path)
            guard let binding else { return }
            let own = try LedgerQueries.binding(in: db)
            if let difference = own?.difference(to: binding) {
                throw LedgerError.otherBinding(difference)
            }
            let completed = own?.completed(by: binding) ?? binding
            if completed != own {
                try EntryStore.append(.bound(Bound(binding: completed, at: now)), to: db)
            }
        }
        return Ledger(
            path: file.path, mode: .exclusive, queue: queue, binding: binding, lock: lock)
    }

    private static func openBeside(_ file: LedgerFile, binding: LedgerBinding?) throws -> Ledger {
        guard file.isPresent else { throw LedgerError.absent(path: file.path) }
        let queue = try file.connectToWrite()
        if try !isCurrent(queue) {
            // Tables are changed by whoever has the ledger to itself; only to be that one for a
            // moment makes it safe here.
            let lock = try WriterLock(path: file.path)
            try migrate(queue, path: file.path)
            lock.release()
        }
        guard try !queue.read(LedgerSchema.migrator.hasBeenSuperseded) else {
            throw LedgerError.newerSchema(path: file.path)
        }
        try queue.read { db in
            try refuseBrokenTail(in: db, path: file.path)
            guard let own = try LedgerQueries.binding(in: db) else {
                // Its maker died before it was bound: as good as none.
                throw LedgerError.absent(path: file.path)
            }
            if let binding, let difference = own.difference(to: binding) {
                throw LedgerError.otherBinding(difference)
            }
        }
        return Ledger(path: file.path, mode: .beside, queue: queue)
    }

    /// Whether the file has all tables of this version, and what they have to hold.
    private static func isCurrent(_ queue: DatabaseQueue) throws -> Bool {
        try queue.read { db in
            guard try LedgerSchema.migrator.hasCompletedMigrations(db) else { return false }
            let version = try Int32.fetchOne(db, sql: "PRAGMA user_version")
            return version != LedgerSchema.staleProjection
        }
    }

    private static func migrate(_ queue: DatabaseQueue, path: String) throws {
        let migrator = LedgerSchema.migrator
        guard try !queue.read(migrator.hasBeenSuperseded) else {
            throw LedgerError.newerSchema(path: path)
        }
        try migrator.migrate(queue)
        try queue.write { db in
            let version = try Int32.fetchOne(db, sql: "PRAGMA user_version")
            guard version == LedgerSchema.staleProjection else { return }
            try Projection.rebuild(in: db)
            try db.execute(sql: "PRAGMA user_version = 0")
        }
    }

    private static func openToRead(
        _ file: LedgerFile, binding: LedgerBinding?, mode: LedgerMode
    ) throws -> Ledger {
        guard file.isPresent else {
            guard mode == .readOnlyIfPresent else { throw LedgerError.absent(path: file.path) }
            return Ledger(path: file.path, mode: mode, queue: try LedgerFile.empty())
        }
        let queue = try file.connectToRead()
        let migrator = LedgerSchema.migrator
        guard try !queue.read(migrator.hasBeenSuperseded) else {
            throw LedgerError.newerSchema(path: file.path)
        }
        guard try isCurrent(queue) else {
            // A ledger that its maker never finished is as good as none.
            if mode == .readOnlyIfPresent, try queue.read({ try !$0.tableExists("entry") }) {
                return Ledger(path: file.path, mode: mode, queue: try LedgerFile.empty())
            }
            throw LedgerError.olderSchema(path: file.path)
        }
        let own = try queue.read(LedgerQueries.binding)
        if let binding, let difference = own?.difference(to: binding) {
            throw LedgerError.otherBinding(difference)
        }
        return Ledger(path: file.path, mode: mode, queue: queue)
    }

    /// The last entry is what the next one is linked to: it at least must be whole.
    private static func refuseBrokenTail(in db: Database, path: String) throws {
        let row = try Row.fetchOne(db, sql: "SELECT * FROM entry ORDER BY seq DESC LIMIT 1")
        guard let row else { return }
        let entry = try StoredEntry(row)
        guard entry.expectedHash == entry.hash else {
            throw LedgerError.damaged(path: path, detail: "entry \(entry.seq) was altered")
        }
    }

    /// A baseline that another process recorded may have made this the ledger of another account:
    /// what this process sees and does from then on does not belong in it.
    func refuseOtherBinding(in db: Database) throws {
        guard let bound, let own = try LedgerQueries.binding(in: db),
            let difference = own.difference(to: bound)
        else { return }
        throw LedgerError.otherBinding(difference)
    }

    /// Goes on for what is configured now, where a process reads its configuration afresh; another
    /// account than the ledger's is an error, until a person accepts it.
    package func goOn(for binding: LedgerBinding) throws(LedgerError) {
        if let difference = try self.binding?.difference(to: binding) {
            throw .otherBinding(difference)
        }
        bound = binding
    }

    /// Closes the file and lets the next process write. Calls after it fail; without it the same
    /// happens when the last reference goes.
    package func close() throws(LedgerError) {
        do {
            try queue.close()
            lock?.release()
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// Closes the file behind `body`, whatever comes of it: it is whole by itself then.
    package nonisolated func closing<Value>(
        _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            let value = try await body()
            try await close()
            return value
        } catch {
            try? await close()
            throw error
        }
    }

    // MARK: - Access for the extensions

    /// Runs in one transaction that is on the disk when this returns; for the process that has the
    /// ledger to itself.
    func write<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        guard mode != .beside else { throw .actsOnly(path: path) }
        return try writeAct(body)
    }

    /// The same for a person's acts, which may also be written beside that process.
    ///
    /// SQLite begins the transaction by taking the right to write, so that the entry that the new
    /// one is linked to is the last one until it is done.
    func writeAct<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        guard mode.writes else { throw .readOnly(path: path) }
        do {
            return try queue.write(body)
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(LedgerError) -> Value {
        do {
            return try queue.read(body)
        } catch {
            throw LedgerError(error, path: path)
        }
    }
}
