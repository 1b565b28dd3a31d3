import UsageModel

/// Whether the rows of a file attest that the usage is whole.
struct Attestation {
    private var rows = 0
    /// The first row that does not, and what it says instead.
    private var first: (origin: RecordOrigin, text: String)?

    mutating func note(_ holds: Bool, _ text: String, at origin: RecordOrigin) {
        rows += 1
        if !holds, first == nil { first = (origin, text) }
    }

    /// Why the file is not attested, nil if it is.
    func problem(_ condition: RowCondition, in name: String) -> SourceProblem? {
        if let (origin, text) = first {
            let found = text.isEmpty ? "empty" : RowFault.quoted(text)
            return SourceProblem(
                file: origin.file, line: origin.line,
                message: "'\(condition.column)' is \(found), expected \(condition.expectation), "
                    + "so the usage is not complete yet")
        }
        guard rows == 0 else { return nil }
        return SourceProblem(
            file: name,
            message: "it has no row whose '\(condition.column)' could attest that it is complete")
    }
}
