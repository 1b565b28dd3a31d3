/// A running digest of a sheet's cells, to compare what was written with what can be read back.
struct ContentCheck: Equatable {
    private(set) var rows = 0
    private var digest: UInt64 = 0

    /// Adds the texts of a row; empty cells at its end do not count.
    mutating func add(_ cells: [String?]) {
        rows += 1
        // The standard hash is seeded anew in every process, which is enough for one comparison.
        var hasher = Hasher()
        hasher.combine(digest)
        let used = (cells.lastIndex { $0 != nil } ?? -1) + 1
        hasher.combine(used)
        for cell in cells[..<used] { hasher.combine(cell) }
        digest = UInt64(truncatingIfNeeded: hasher.finalize())
    }
}
