/// A usage file as Connect lists it.
package struct UsageFile: Hashable, Sendable, Codable {
    package var id: UsageFileID
    package var name: String
    package var status: UsageFileStatus
    /// Free text of the file's maker; ours carries our marker. Not unique on the platform.
    package var externalID: String?
    package var contract: ContractID?
    package var product: ProductID?
    /// Nil for files made by hand or by tools that send none.
    package var period: DateSpan?
    /// `production`, `test` or `preview`, as the platform derived it.
    package var environment: String?
    package var marketplace: MarketplaceID?
    package var provider: Account?
    package var schema: ReportingSchema?
    package var currency: String?
    package var description: String?
    /// Why the platform refused the rows, at most 200 characters.
    package var errorDetail: String?
    package var rejectionNote: String?
    package var stats: UsageFileStats
    package var events: UsageFileEvents

    package init(
        id: UsageFileID, name: String = "", status: UsageFileStatus, externalID: String? = nil,
        contract: ContractID? = nil, product: ProductID? = nil, period: DateSpan? = nil,
        environment: String? = nil, marketplace: MarketplaceID? = nil, provider: Account? = nil,
        schema: ReportingSchema? = nil, currency: String? = nil, description: String? = nil,
        errorDetail: String? = nil, rejectionNote: String? = nil,
        stats: UsageFileStats = UsageFileStats(), events: UsageFileEvents = UsageFileEvents()
    ) {
        self.id = id
        self.name = name
        self.status = status
        self.externalID = externalID
        self.contract = contract
        self.product = product
        self.period = period
        self.environment = environment
        self.marketplace = marketplace
        self.provider = provider
        self.schema = schema
        self.currency = currency
        self.description = description
        self.errorDetail = errorDetail
        self.rejectionNote = rejectionNote
        self.stats = stats
        self.events = events
    }

    /// A file's times are the platform's, whose clock may lag behind ours by the tolerance that the
    /// proof allows: what we made at some time may have been created this much before.
    package static let createdSlack = Duration.seconds(-300)

    /// Whether it still counts: a deleted file stays listable but stands for nothing.
    package var isLive: Bool { status != .deleted }

    /// Whether it was ever given to the distributor, also if that one refused it.
    package var wasSubmitted: Bool {
        events.submitted != nil || status.isSubmitted || status == .rejected
    }

    /// The order that decides which of our surplus files goes: ids are not ordered by age.
    package static func isOlder(_ left: UsageFile, _ right: UsageFile) -> Bool {
        (left.events.created?.at ?? .distantPast, left.id)
            < (right.events.created?.at ?? .distantPast, right.id)
    }
}
