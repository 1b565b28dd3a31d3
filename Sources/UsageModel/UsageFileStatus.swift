/// The status of a usage file on Connect.
///
/// Words that this version does not know are kept as they came: such a file occupies its cell.
package enum UsageFileStatus: Hashable, Sendable {
    case draft, uploading, uploaded, processing, ready, invalid
    case pending, accepted, rejected, closed, deleted
    case unknown(String)

    package static let known: [UsageFileStatus] = [
        .draft, .uploading, .uploaded, .processing, .ready, .invalid, .pending, .accepted,
        .rejected, .closed, .deleted,
    ]

    package init(_ word: String) {
        self = Self.known.first { $0.word == word.lowercased() } ?? .unknown(word)
    }

    package var word: String {
        switch self {
        case .draft: "draft"
        case .uploading: "uploading"
        case .uploaded: "uploaded"
        case .processing: "processing"
        case .ready: "ready"
        case .invalid: "invalid"
        case .pending: "pending"
        case .accepted: "accepted"
        case .rejected: "rejected"
        case .closed: "closed"
        case .deleted: "deleted"
        case .unknown(let word): word
        }
    }

    /// Whether the distributor has it, or had it and kept it.
    package var isSubmitted: Bool {
        switch self {
        case .pending, .accepted, .closed: true
        default: false
        }
    }

    /// Whether the platform is busy with it.
    package var isInFlight: Bool {
        switch self {
        case .uploading, .uploaded, .processing: true
        default: false
        }
    }

    /// Whether the platform lets a vendor delete it.
    package var isDeletable: Bool {
        switch self {
        case .draft, .invalid, .ready: true
        default: false
        }
    }

    package var isKnown: Bool {
        if case .unknown = self { return false }
        return true
    }
}

extension UsageFileStatus: Codable {
    package init(from decoder: any Decoder) throws {
        self.init(try decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(word)
    }
}
