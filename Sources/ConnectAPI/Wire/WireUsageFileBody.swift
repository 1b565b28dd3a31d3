import UsageModel

/// The body of a create or an update; what is nil is left out.
struct WireUsageFileBody: Encodable {
    struct Reference: Encodable { var id: String }
    struct Period: Encodable {
        var from: String
        var to: String

        init(_ span: DateSpan) {
            from = span.from.description
            to = span.to.description
        }
    }

    var name: String?
    var description: String?
    var note: String?
    var period: Period?
    var currency: String?
    var product: Reference?
    var contract: Reference?
    var external_id: String?
}
