import UsageModel

/// Whether the rows of a file attest that the usage is whole.
struct Attestation {
    private(set) var rows = 0
    /// The first row that does not, and what it says instead.
    private var first: (origin: RecordOrigin, text: String)?

    mutating func note(_ holds: Bool, _ text: String, at origin: RecordOrigin) {
        rows += 1
        if !holds, first == nil { first = (origin, text) }
    }

    /// Why the rows do not attest it, nil if they do, or if there are none.
    func problem(_ condition: RowCondition) -> SourceProblem? {
        guard let (origin, text) = first else { return nil }
        let found = text.isEmpty ? "empty" : RowFault.quoted(text)
        return SourceProblem(
            file: origin.file, line: origin.line,
            message: "'\(condition.column)' is \(found), expected \(condition.expectation), "
                + "so the usage is not complete yet")
    }

    /// Why something without a row attests nothing.
    static func silence(_ condition: RowCondition) -> String {
        "no row whose '\(condition.column)' could attest that it is complete"
    }
}
