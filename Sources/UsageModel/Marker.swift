/// The external id that marks a usage file as ours: `usagectl:IDENTITY:CONTRACT:PRODUCT:YYYY-MM`.
///
/// It is derived, never stored: whoever knows the identity and the cell knows the marker, so that a
/// file whose creation was never answered can be found again.
package struct Marker: Hashable, Sendable {
    package let identity: Identity
    package let cell: Cell

    package init(identity: Identity, cell: Cell) {
        self.identity = identity
        self.cell = cell
    }

    /// The text that goes to Connect; needs no quoting in its query grammar.
    package var externalID: String {
        "\(Self.scheme):\(identity):\(cell.contract):\(cell.product):\(cell.month)"
    }

    /// Reads an external id; nil where it is not a marker of any identity.
    package init?(externalID: String) {
        let parts = externalID.split(separator: ":", omittingEmptySubsequences: false).map(
            String.init)
        guard parts.count == 5, parts[0] == Self.scheme, let identity = Identity(parts[1]),
            !parts[2].isEmpty, !parts[3].isEmpty, let month = BillingMonth(parts[4])
        else { return nil }
        self.identity = identity
        cell = Cell(contract: ContractID(parts[2]), product: ProductID(parts[3]), month: month)
    }

    private static let scheme = "usagectl"
}
