import GRDB

/// The tables of the file.
///
/// `entry` is the ledger; everything else is a projection of it, written in the same transaction
/// and rebuilt from it at will.
enum LedgerSchema {
    /// `uctl`, in the header of the SQLite file: tells our files from those of other programs.
    static let applicationID: Int32 = 0x7563_746C

    /// One step a version; steps are added, never changed.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { db in
            try db.execute(sql: "PRAGMA application_id = \(applicationID)")
            try db.execute(sql: entries)
            try db.execute(sql: guards)
            try db.execute(sql: projection)
        }
        migrator.registerMigration("2") { db in
            try db.execute(sql: changesOfVersion2)
            // Tables that are folded anew by whoever opens the file next to write.
            try db.execute(sql: "PRAGMA user_version = \(staleProjection)")
        }
        // Entries of before hold no record ids, so that there is nothing to fold anew.
        migrator.registerMigration("3") { db in
            try db.execute(sql: "ALTER TABLE write_state ADD COLUMN record_ids BLOB")
        }
        // Kinds of entries that a version before would take for damage.
        migrator.registerMigration("4") { _ in }
        migrator.registerMigration("5") { db in
            try db.execute(
                sql: "ALTER TABLE known_file ADD COLUMN submitted INTEGER NOT NULL DEFAULT 0")
            try db.execute(sql: "PRAGMA user_version = \(staleProjection)")
        }
        // A wish to send again is spent by a later upload, by the order of entries.
        migrator.registerMigration("6") { db in
            try db.execute(sql: "ALTER TABLE resend ADD COLUMN seq INTEGER NOT NULL DEFAULT 0")
            try db.execute(sql: "PRAGMA user_version = \(staleProjection)")
        }
        return migrator
    }

    private static let entries = """
        CREATE TABLE entry (
            seq INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            body TEXT NOT NULL,
            previous BLOB NOT NULL,
            hash BLOB NOT NULL
        ) STRICT;
        CREATE INDEX entry_subject ON entry(subject, seq);
        """

    /// An entry is never changed, never removed, and only ever follows the last one.
    static let guards = """
        CREATE TRIGGER entry_is_not_updated BEFORE UPDATE ON entry
        BEGIN SELECT RAISE(ABORT, 'entries of the ledger are never changed'); END;
        CREATE TRIGGER entry_is_not_deleted BEFORE DELETE ON entry
        BEGIN SELECT RAISE(ABORT, 'entries of the ledger are never removed'); END;
        CREATE TRIGGER entry_is_in_order BEFORE INSERT ON entry
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM entry)
            OR NEW.previous IS NOT coalesce(
                (SELECT hash FROM entry ORDER BY seq DESC LIMIT 1), zeroblob(32))
        BEGIN SELECT RAISE(ABORT, 'an entry follows the last one only'); END;
        """

    /// In the header of the file while its projection is not yet what the entries give.
    static let staleProjection: Int32 = 1

    /// Bodies are compressed, and give way to their digests when their retention has ended; reports
    /// have the state of their last cells and decisions in tables of their own.
    private static let changesOfVersion2 = """
        ALTER TABLE entry ADD COLUMN format INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE entry ADD COLUMN packed BLOB;
        ALTER TABLE entry ADD COLUMN pruned BLOB;
        CREATE INDEX entry_kind ON entry(kind, seq);
        DROP TRIGGER entry_is_not_updated;
        \(updateGuard)
        CREATE TABLE retention (
            only INTEGER PRIMARY KEY CHECK (only = 1), through INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE report_state (
            command TEXT PRIMARY KEY, seq INTEGER NOT NULL, ordered INTEGER NOT NULL,
            body TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE report_cell (
            command TEXT NOT NULL, cell TEXT NOT NULL, body TEXT NOT NULL,
            PRIMARY KEY (command, cell)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE decision (
            cell TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, command TEXT NOT NULL,
            body TEXT NOT NULL, PRIMARY KEY (cell, seq)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX report_time ON report(as_of, seq);
        """

    /// The one change that an entry may see: its body gives way to its digest, as far as an entry
    /// of the ledger says so.
    private static let updateGuard = """
        CREATE TRIGGER entry_is_not_updated BEFORE UPDATE ON entry
        WHEN OLD.pruned IS NOT NULL OR NEW.pruned IS NULL OR length(NEW.pruned) <> 32
            OR NEW.body <> '' OR NEW.packed IS NOT NULL OR OLD.format IS NOT NEW.format
            OR OLD.seq IS NOT NEW.seq OR OLD.at IS NOT NEW.at OR OLD.kind IS NOT NEW.kind
            OR OLD.subject IS NOT NEW.subject OR OLD.previous IS NOT NEW.previous
            OR OLD.hash IS NOT NEW.hash OR OLD.kind NOT IN ('report', 'policies')
            OR OLD.seq > coalesce((SELECT max(through) FROM retention), 0)
        BEGIN SELECT RAISE(ABORT, 'entries of the ledger are never changed'); END;
        """

    static let guardNames = ["entry_is_in_order", "entry_is_not_deleted", "entry_is_not_updated"]

    /// Times are microseconds since 1970, months `YYYY-MM`.
    static let projection = """
        CREATE TABLE binding (
            only INTEGER PRIMARY KEY CHECK (only = 1), body TEXT NOT NULL
        ) STRICT;
        CREATE TABLE observed (
            only INTEGER PRIMARY KEY CHECK (only = 1), contracts INTEGER, proven INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE known_file (file TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
        CREATE TABLE write_state (
            intent INTEGER PRIMARY KEY,
            at INTEGER NOT NULL,
            step TEXT NOT NULL,
            contract TEXT NOT NULL,
            product TEXT NOT NULL,
            month TEXT NOT NULL,
            file TEXT,
            result TEXT,
            sent TEXT,
            uploaded_at INTEGER
        ) STRICT;
        CREATE INDEX write_state_cell ON write_state(contract, product, month, intent);
        CREATE INDEX write_state_step ON write_state(step, at);
        CREATE TABLE approval (
            seq INTEGER PRIMARY KEY, cell TEXT NOT NULL, body TEXT NOT NULL
        ) STRICT;
        CREATE TABLE acknowledgement (
            subject TEXT PRIMARY KEY, body TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE assignment (
            file TEXT PRIMARY KEY, cell TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE resend (cell TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE report (
            seq INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            command TEXT NOT NULL,
            as_of INTEGER NOT NULL,
            complete INTEGER NOT NULL,
            identity TEXT NOT NULL,
            months TEXT,
            summary TEXT NOT NULL,
            conservation TEXT NOT NULL
        ) STRICT;
        CREATE INDEX report_command ON report(command, seq);
        """

    /// The tables of the projection, in the order in which they are compared.
    static let projectedTables = [
        "binding", "observed", "known_file", "write_state", "approval", "acknowledgement",
        "assignment", "resend", "report", "report_state", "report_cell", "decision", "retention",
    ]

    /// Those whose key is their first two columns, not their first.
    static let tablesWithDoubleKeys: Set<String> = ["report_cell", "decision"]
}
