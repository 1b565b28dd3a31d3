/// An agreement with a provider under which products are sold.
package struct Contract: Hashable, Sendable, Codable {
    package var id: ContractID
    package var name: String?
    /// `distribution`, `syndication`, `program`, `service` or `referral`.
    package var type: String
    /// `active`, `terminated`, ...
    package var status: String
    /// `production` or `test`; nil where the platform leaves it out.
    package var kind: String?
    package var marketplace: MarketplaceID?
    package var events: ContractEvents

    package init(
        id: ContractID, name: String? = nil, type: String = "distribution",
        status: String = "active", kind: String? = "production",
        marketplace: MarketplaceID? = nil, events: ContractEvents = ContractEvents()
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.status = status
        self.kind = kind
        self.marketplace = marketplace
        self.events = events
    }

    /// The stand-in for "no contract": preview usage stands under it, and no list contains it.
    package static let preview: ContractID = "CRD-00000-00000-00000"

    /// The environment that the platform gives to this contract's files.
    package var environment: String { kind == "test" ? "test" : "production" }
}

/// When a contract came about and ended.
package struct ContractEvents: Hashable, Sendable, Codable {
    package var created: Timestamp?
    package var signed: Timestamp?
    package var countersigned: Timestamp?
    package var enrolled: Timestamp?
    package var terminated: Timestamp?

    package init(
        created: Timestamp? = nil, signed: Timestamp? = nil, countersigned: Timestamp? = nil,
        enrolled: Timestamp? = nil, terminated: Timestamp? = nil
    ) {
        self.created = created
        self.signed = signed
        self.countersigned = countersigned
        self.enrolled = enrolled
        self.terminated = terminated
    }

    /// The earliest of the four instants; the time of a new version is not among them, since a
    /// contract that gets a new version began long before.
    package var start: Timestamp? {
        [enrolled, countersigned, signed, created].compactMap(\.self).min()
    }
}
