import Ledger
import Testing

struct LedgerErrorTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var error: LedgerError
        var label: String
        var text: String
        var testDescription: String { label }
    }

    private static let path = "/var/lib/usagectl.db"

    @Test(arguments: [
        Case(
            error: .absent(path: path), label: "absent",
            text: "there is no ledger at '/var/lib/usagectl.db'; 'usagectl reconcile' makes it, or "
                + "correct 'spec.ledger'"),
        Case(
            error: .cannotOpen(path: path, reason: "permission denied"), label: "cannot_open",
            text: "the ledger '/var/lib/usagectl.db' cannot be opened: permission denied; its "
                + "folder must exist and be writable by this user"),
        Case(
            error: .locked(path: path, pid: 42), label: "locked",
            text: "the ledger '/var/lib/usagectl.db' is in use by process 42; wait until it ends, "
                + "or stop it"),
        Case(
            error: .locked(path: path, pid: nil), label: "locked",
            text: "the ledger '/var/lib/usagectl.db' is in use by another process; wait until it "
                + "ends, or stop it"),
        Case(
            error: .readOnly(path: path), label: "read_only",
            text: "the ledger '/var/lib/usagectl.db' is read-only; make the file and its folder "
                + "writable by this user"),
        Case(
            error: .actsOnly(path: path), label: "acts_only",
            text: "the ledger '/var/lib/usagectl.db' is open beside another process, which alone "
                + "may write anything but a person's decisions"),
        Case(
            error: .alreadyThere(path: path), label: "already_there",
            text: "'/var/lib/usagectl.db' is there already and is not overwritten; name another "
                + "file, or remove it"),
        Case(
            error: .diskFull(path: path), label: "disk_full",
            text: "the disk is full: the ledger '/var/lib/usagectl.db' cannot grow; free some "
                + "space, nothing was written to Connect without its entry"),
        Case(
            error: .damaged(path: path, detail: "file is not a database"), label: "damaged",
            text: "the ledger '/var/lib/usagectl.db' is damaged: file is not a database; restore "
                + "the file from a backup, 'usagectl ledger verify' says where it is broken"),
        Case(
            error: .foreign(path: path), label: "foreign",
            text: "'/var/lib/usagectl.db' is a SQLite file of another program; name another file "
                + "in 'spec.ledger'"),
        Case(
            error: .newerSchema(path: path), label: "newer_schema",
            text: "the ledger '/var/lib/usagectl.db' was written by a later version of usagectl; "
                + "use that version"),
        Case(
            error: .olderSchema(path: path), label: "older_schema",
            text: "the ledger '/var/lib/usagectl.db' was written by an earlier version of "
                + "usagectl; 'usagectl reconcile' brings it up to date"),
        Case(
            error: .otherBinding(
                BindingDifference(field: .account, ledger: "VA-1", configured: "VA-2")),
            label: "other_binding",
            text: "the ledger belongs to another account: the account is 'VA-1' in the ledger and "
                + "'VA-2' in the configuration; name another file in 'spec.ledger', or accept the "
                + "change with 'usagectl baseline --confirm'"),
        Case(
            error: .overtaken("entry 9 by 'ann' concerns it"), label: "overtaken",
            text: "nothing was sent: entry 9 by 'ann' concerns it"),
        Case(
            error: .contradiction("there is no intent 9"), label: "contradiction",
            text: "the ledger refuses an entry: there is no intent 9"),
        Case(
            error: .failed(path: path, detail: "disk I/O error"), label: "failed",
            text: "the ledger '/var/lib/usagectl.db' failed: disk I/O error; 'usagectl ledger "
                + "verify' checks the file"),
    ])
    func `every error says where, what and what to do`(_ example: Case) {
        #expect("\(example.error)" == example.text)
        #expect(example.error.label == example.label)
        #expect(example.error.isTemporary == (example.label == "locked"))
    }

    @Test(arguments: [
        (
            LedgerVerification.Problem.database("row 3 missing from index"),
            "the database is damaged: row 3 missing from index"
        ),
        (.entry(seq: 5, .gap), "entries are missing before entry 5"),
        (.entry(seq: 5, .unlinked), "entry 5 does not follow from the one before it"),
        (.entry(seq: 5, .altered), "entry 5 was altered after it was written"),
        (.entry(seq: 5, .unreadable), "entry 5 has a kind or body that cannot be read"),
        (
            .headMissing("ab"),
            "no entry has the hash 'ab': entries were cut off the end or replaced"
        ),
        (
            .guardMissing("entry_is_in_order"),
            "the trigger 'entry_is_in_order', which keeps entries from being changed, is gone "
                + "or altered"
        ),
        (
            .projection(table: "approval"),
            "the table 'approval' is not what the entries give; restore the file from a backup"
        ),
    ])
    func `every problem of a verification is a sentence`(
        _ problem: LedgerVerification.Problem, _ text: String
    ) {
        #expect("\(problem)" == text)
    }
}
