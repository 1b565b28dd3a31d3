/// What the platform made of a cell's rows when they were staged to be checked.
package struct StagedFile: Hashable, Sendable {
    package enum Result: String, Sendable, Codable, CaseIterable {
        /// It would take the rows, all of them.
        case accepted
        /// It took the file, and counts other rows than were sent.
        case miscounted
        /// It refused the rows.
        case refused
        /// It was not done within the time that a cycle waits.
        case unfinished
        /// The file could not be staged.
        case failed
    }

    package var result: Result
    /// The rows that were sent.
    package var rows: Int
    /// The file that was staged; nil where there was none.
    package var file: UsageFileID?
    /// Whether nothing of it is left on the platform, as far as it was asked.
    package var isRemoved: Bool
    /// What is wrong, a sentence; nil where nothing is.
    package var problem: String?
    /// Why the platform refused it, held against the vendor's rows.
    package var refusal: RefusedFile?

    package init(
        _ result: Result, rows: Int, file: UsageFileID? = nil, isRemoved: Bool = true,
        problem: String? = nil, refusal: RefusedFile? = nil
    ) {
        self.result = result
        self.rows = rows
        self.file = file
        self.isRemoved = isRemoved
        self.problem = problem
        self.refusal = refusal
    }

    /// What came of it, for a person.
    package var sentence: String {
        let count = rows == 1 ? "its row" : "all \(rows) rows"
        let verdict =
            switch result {
            case .accepted: "staged: the platform takes \(count)"
            case .miscounted: "staged: the platform counts other rows than were sent"
            case .refused: "staged: the platform refuses the rows"
            case .unfinished: "staged: the platform was not done in time"
            case .failed: "staging failed"
            }
        let left = isRemoved ? nil : "'\(file?.text ?? "a file")' may still be on the platform"
        return ([verdict] + [problem, left].compactMap(\.self)).joined(separator: "; ")
    }
}

extension StagedFile: Codable {
    private enum CodingKeys: String, CodingKey {
        case result, rows, file
        case isRemoved = "removed"
        case problem
        case refusal = "refused"
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(result, forKey: .result)
        try values.encode(rows, forKey: .rows)
        try values.encode(file, forKey: .file)
        try values.encode(isRemoved, forKey: .isRemoved)
        try values.encode(problem, forKey: .problem)
        try values.encodeIfPresent(refusal, forKey: .refusal)
    }
}
