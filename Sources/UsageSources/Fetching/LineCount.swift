/// Counts lines that are not blank, in bytes that come piece by piece.
struct LineCount: Sendable {
    private var ended = 0
    private var isBlank = true

    var lines: Int { isBlank ? ended : ended + 1 }

    mutating func take(_ bytes: some Sequence<UInt8>) {
        for byte in bytes {
            switch byte {
            case 0x0A:
                if !isBlank { ended += 1 }
                isBlank = true
            case 0x20, 0x09, 0x0D: continue
            default: isBlank = false
            }
        }
    }

    /// How many records as many lines hold, if no text of theirs goes over several; the first line
    /// of a table is taken for its header, which only a look at it can tell.
    func rows(in format: RecordFormat) -> Int {
        format == .csv ? max(lines - 1, 0) : lines
    }
}
