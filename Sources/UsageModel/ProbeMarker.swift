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
        "\(Self.scheme):\(identity):\(cell.contract):\(cell.product):\(cell.month):\(salt)"
    }

    /// Reads an external id; nil where it is not that of a probe of any identity.
    package init?(externalID: String) {
        let parts = externalID.split(separator: ":", omittingEmptySubsequences: false).map(
            String.init)
        guard parts.count == 6, parts[0] == Self.scheme, let identity = Identity(parts[1]),
            !parts[2].isEmpty, !parts[3].isEmpty, let month = BillingMonth(parts[4]),
            !parts[5].isEmpty
        else { return nil }
        self.identity = identity
        cell = Cell(contract: ContractID(parts[2]), product: ProductID(parts[3]), month: month)
        salt = parts[5]
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
