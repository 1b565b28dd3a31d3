import UsageModel

/// A usage record, as far as it tells whose it is and in which file.
struct WireReport: Decodable, Sendable {
    struct Named: Decodable, Sendable { var id: String? }

    var id: String
    var asset: Named?
    var usagefile: Named?
    var start_date: Timestamp
}
