/// What a ledger is opened for.
package enum LedgerMode: Hashable, Sendable {
    /// To read and write; makes the file, and fails if another process writes.
    case exclusive
    /// To append a person's acts beside a process that has the ledger to itself otherwise; the file
    /// must be there. SQLite's own lock orders the entries of the two.
    case beside
    /// To read beside a writer; the file must be there.
    case readOnly
    /// To read; where there is no file the ledger is a fresh, empty one, and nothing is made.
    case readOnlyIfPresent

    var writes: Bool { self == .exclusive || self == .beside }
}

/// How far a ledger trusts the disk, and how far it may grow: the seam for tests.
package struct LedgerTuning: Hashable, Sendable {
    /// Whether an entry is on the disk before its call returns.
    package var isSynced: Bool
    /// The file's limit in pages of 4 KiB, nil for none.
    package var maximumPages: Int?

    package init(isSynced: Bool = true, maximumPages: Int? = nil) {
        self.isSynced = isSynced
        self.maximumPages = maximumPages
    }
}
