package import UsageModel

/// A policy that is about to end.
package struct EndingPolicy: Hashable, Sendable {
    package var policy: String
    package var owner: String?
    /// The first date on which it does not hold.
    package var until: CalendarDate
    /// The instant at which that date begins in the policy's time zone.
    package var end: Timestamp
    /// Where `until` stands.
    package var origin: PolicyOrigin
}

extension PolicySet {
    /// How long before its end a policy is reported: seven days.
    package static let noticePeriod = Duration.seconds(7 * 86_400)

    /// The policies that hold at a time and end within `notice` of it, the first to end first.
    ///
    /// A policy that sets no time zone ends in that of the policies for every cell, else in UTC.
    package func endingSoon(
        at time: Timestamp, within notice: Duration = noticePeriod
    ) -> [EndingPolicy] {
        let everywhere = documents.filter { $0.match == PolicyMatch() }
        let zone = everywhere.compactMap(\.timeZone).first ?? .utc
        let ending = documents.compactMap { document -> EndingPolicy? in
            guard let until = document.until else { return nil }
            let end = (document.timeZone ?? zone).start(of: until.date)
            guard time < end, end.since(time) <= notice else { return nil }
            return EndingPolicy(
                policy: document.name, owner: document.owner, until: until.date, end: end,
                origin: until.origin)
        }
        return ending.sorted { ($0.end, $0.policy) < ($1.end, $1.policy) }
    }
}
