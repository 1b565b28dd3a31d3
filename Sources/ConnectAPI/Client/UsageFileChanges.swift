package import UsageModel

/// What an update changes; what is nil stays as it is.
package struct UsageFileChanges: Sendable, Hashable {
    package var name: String?
    package var description: String?
    package var note: String?
    package var period: DateSpan?
    package var currency: String?
    package var externalID: String?

    package init(
        name: String? = nil, description: String? = nil, note: String? = nil,
        period: DateSpan? = nil, currency: String? = nil, externalID: String? = nil
    ) {
        self.name = name
        self.description = description
        self.note = note
        self.period = period
        self.currency = currency
        self.externalID = externalID
    }
}
