/// The external id of a file that is staged to be checked and deleted again:
/// `usagectl-probe:IDENTITY:CONTRACT:PRODUCT:YYYY-MM:SALT`.
///
/// It is no `Marker`, so that nothing takes a staged file for the file of a month. The salt tells
/// the probes of a cell apart, and stands in the ids of their records.
package struct ProbeMarker: Hashable, Sendable {
    package let identity: Identity
    package let cell: Cell
    /// Lower-case hexadecimal digits.
    package let salt: String

    package init(identity: Identity, cell: Cell, salt: String) {
        self.identity = identity
        self.cell = cell
        self.salt = salt
    }

    /// The text that goes to Connect; needs no quoting in its query grammar.
    package var externalID: String {
        CellTag(identity: identity, cell: cell, suffix: salt).text(Self.scheme)
    }

    /// Reads an external id; nil where it is not that of a probe of any identity.
    package init?(externalID: String) {
        guard let tag = CellTag(externalID, scheme: Self.scheme), let salt = tag.suffix,
            !salt.isEmpty
        else { return nil }
        self.init(identity: tag.identity, cell: tag.cell, salt: salt)
    }

    private static let scheme = "usagectl-probe"
}

extension UsageFile {
    /// No check of rows takes as long as this.
    private static let longestCheck = Duration.seconds(3600)

    /// Whether it was staged so long ago that whoever did it has forgotten it.
    package func isForgottenProbe(at now: Timestamp) -> Bool {
        guard isLive, probe != nil else { return false }
        return events.created.map { now.since($0.at) > Self.longestCheck } ?? true
    }

    /// The marker of a file that was staged and is no more than that.
    ///
    /// Nil once somebody has submitted it: then it bills like any other file, whatever its external
    /// id says. A status that this version does not know may mean just that.
    package var probe: ProbeMarker? {
        guard !wasSubmitted, status.isKnown else { return nil }
        return externalID.flatMap(ProbeMarker.init(externalID:))
    }
}
