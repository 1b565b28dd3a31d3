/// What a reconcile achieved for a cell.
package struct Outcome: Hashable, Sendable {
    package enum Result: String, Sendable, Codable {
        /// The distributor has the file.
        case submitted
        /// The platform found the file valid; a person submits it.
        case ready
        /// The platform is still at it; the next cycle goes on.
        case processing
        /// Our surplus is gone.
        case deleted
        /// The platform refused the rows, or the counts differ.
        case invalid
        /// A step failed; the error says how.
        case failed
        /// A request's answer was lost, and no list has shown yet what became of it.
        case unknown
        /// A person has to decide.
        case held
        /// Nothing was done: the run stopped before this cell's turn.
        case notStarted

        /// Whether the cell's turn came and led nowhere.
        package var isFailure: Bool {
            switch self {
            case .failed, .invalid, .held: true
            case .submitted, .ready, .processing, .deleted, .unknown, .notStarted: false
            }
        }
    }

    package var result: Result
    package var fileId: UsageFileID?
    package var error: String?

    package init(result: Result, fileId: UsageFileID? = nil, error: String? = nil) {
        self.result = result
        self.fileId = fileId
        self.error = error
    }
}

extension Outcome: Codable {
    private enum CodingKeys: String, CodingKey { case result, fileId, error }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(result, forKey: .result)
        try values.encode(fileId, forKey: .fileId)
        try values.encode(error, forKey: .error)
    }
}
