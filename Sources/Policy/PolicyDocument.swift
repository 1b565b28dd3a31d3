package import UsageModel

/// A UsagePolicy document that is valid by itself.
package struct PolicyDocument: Hashable, Sendable {
    package var name: String
    /// Who answers for it.
    package var owner: String?
    /// Where its name stands.
    package var origin: PolicyOrigin
    package var match: PolicyMatch
    /// What it sets.
    package var settings: [PolicyField: PolicySetting]
    package var reason: String?
    /// The first date on which it does not hold any more, in its time zone.
    package var until: PolicyUntil?

    package init(
        name: String, owner: String? = nil, origin: PolicyOrigin,
        match: PolicyMatch = PolicyMatch(), settings: [PolicyField: PolicySetting] = [:],
        reason: String? = nil, until: PolicyUntil? = nil
    ) {
        self.name = name
        self.owner = owner
        self.origin = origin
        self.match = match
        self.settings = settings
        self.reason = reason
        self.until = until
    }

    /// The time zone that the document itself sets.
    var timeZone: ZoneCalendar? {
        guard case .text(let name) = settings[.timeZone]?.value else { return nil }
        return ZoneCalendar(named: name)
    }
}

/// A field as a document sets it.
package struct PolicySetting: Hashable, Sendable {
    package var value: PolicyValue
    /// Where the field's key stands.
    package var origin: PolicyOrigin

    package init(_ value: PolicyValue, origin: PolicyOrigin) {
        self.value = value
        self.origin = origin
    }
}

/// The end of a policy.
package struct PolicyUntil: Hashable, Sendable {
    package var date: CalendarDate
    package var origin: PolicyOrigin

    package init(date: CalendarDate, origin: PolicyOrigin) {
        self.date = date
        self.origin = origin
    }
}
