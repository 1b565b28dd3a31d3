import GRDB

/// What a ledger cannot do, each with a way out.
package enum LedgerError: Error, Sendable, Hashable {
    /// There is no file, and the mode does not make one.
    case absent(path: String)
    /// The file, its folder or its lock cannot be opened; the reason is the system's.
    case cannotOpen(path: String, reason: String)
    /// Another process writes; the pid is nil where the lock file does not tell.
    case locked(path: String, pid: Int32?)
    /// Opened for reading, or the file or its folder does not permit a write.
    case readOnly(path: String)
    /// Opened beside a process that writes, where only a person's acts may be added.
    case actsOnly(path: String)
    /// What was to be written is there.
    case alreadyThere(path: String)
    case diskFull(path: String)
    /// Not a database, or one whose pages or entries are broken.
    case damaged(path: String, detail: String)
    /// A SQLite file that something else made.
    case foreign(path: String)
    /// Made by a later version, whose entries this one does not understand.
    case newerSchema(path: String)
    /// Made by an earlier version, and opened for reading only.
    case olderSchema(path: String)
    case otherBinding(BindingDifference)
    /// A person's act, recorded since, takes back what a write rests on.
    case overtaken(String)
    /// An entry that cannot follow from those before it, which is a mistake of the caller.
    case contradiction(String)
    /// Anything else that SQLite says.
    case failed(path: String, detail: String)

    /// A word for metrics, one of a bounded set.
    package var label: String {
        switch self {
        case .absent: "absent"
        case .cannotOpen: "cannot_open"
        case .locked: "locked"
        case .readOnly: "read_only"
        case .actsOnly: "acts_only"
        case .alreadyThere: "already_there"
        case .diskFull: "disk_full"
        case .damaged: "damaged"
        case .foreign: "foreign"
        case .newerSchema: "newer_schema"
        case .olderSchema: "older_schema"
        case .otherBinding: "other_binding"
        case .overtaken: "overtaken"
        case .contradiction: "contradiction"
        case .failed: "failed"
        }
    }

    /// Whether the same call may succeed a moment later without anybody doing something.
    package var isTemporary: Bool {
        if case .locked = self { return true }
        return false
    }
}

extension LedgerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .absent(let path):
            "there is no ledger at '\(path)'; 'usagectl reconcile' makes it, "
                + "or correct 'spec.ledger'"
        case .cannotOpen(let path, let reason):
            "the ledger '\(path)' cannot be opened: \(reason); "
                + "its folder must exist and be writable by this user"
        case .locked(let path, let pid):
            "the ledger '\(path)' is in use by "
                + "\(pid.map { "process \($0)" } ?? "another process"); "
                + "wait until it ends, or stop it"
        case .readOnly(let path):
            "the ledger '\(path)' is read-only; make the file and its folder writable by this user"
        case .actsOnly(let path):
            "the ledger '\(path)' is open beside another process, which alone may write anything "
                + "but a person's decisions"
        case .alreadyThere(let path):
            "'\(path)' is there already and is not overwritten; name another file, or remove it"
        case .diskFull(let path):
            "the disk is full: the ledger '\(path)' cannot grow; free some space, "
                + "nothing was written to Connect without its entry"
        case .damaged(let path, let detail):
            "the ledger '\(path)' is damaged: \(detail); restore the file from a backup, "
                + "'usagectl ledger verify' says where it is broken"
        case .foreign(let path):
            "'\(path)' is a SQLite file of another program; name another file in 'spec.ledger'"
        case .newerSchema(let path):
            "the ledger '\(path)' was written by a later version of usagectl; use that version"
        case .olderSchema(let path):
            "the ledger '\(path)' was written by an earlier version of usagectl; "
                + "'usagectl reconcile' brings it up to date"
        case .otherBinding(let difference): Self.text(of: difference)
        case .overtaken(let text): "nothing was sent: \(text)"
        case .contradiction(let text): "the ledger refuses an entry: \(text)"
        case .failed(let path, let detail):
            "the ledger '\(path)' failed: \(detail); 'usagectl ledger verify' checks the file"
        }
    }

    private static func text(of difference: BindingDifference) -> String {
        let name =
            switch difference.field {
            case .endpoint: "the endpoint"
            case .key: "the API key (by the digest of its id)"
            case .account: "the account"
            case .identity: "the identity 'metadata.name'"
            }
        return "the ledger belongs to another account: \(name) is '\(difference.ledger)' in the "
            + "ledger and '\(difference.configured)' in the configuration; name another file in "
            + "'spec.ledger', or accept the change with 'usagectl baseline --confirm'"
    }
}

extension LedgerError {
    /// Says in our words what SQLite, GRDB or a decoder said.
    init(_ error: any Error, path: String) {
        if let error = error as? LedgerError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self = .damaged(path: path, detail: "an entry cannot be read: \(error)")
            return
        }
        let detail = error.message ?? "SQLite error \(error.resultCode.rawValue)"
        self =
            switch error.resultCode {
            case .SQLITE_FULL: .diskFull(path: path)
            case .SQLITE_READONLY: .readOnly(path: path)
            case .SQLITE_NOTADB, .SQLITE_CORRUPT: .damaged(path: path, detail: detail)
            case .SQLITE_BUSY, .SQLITE_LOCKED: .locked(path: path, pid: nil)
            case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
                .cannotOpen(path: path, reason: detail)
            default: .failed(path: path, detail: detail)
            }
    }
}
