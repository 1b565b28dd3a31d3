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
        CellTag(identity: identity, cell: cell).text(Self.scheme)
    }

    /// Reads an external id; nil where it is not a marker of any identity.
    package init?(externalID: String) {
        guard let tag = CellTag(externalID, scheme: Self.scheme), tag.suffix == nil else {
            return nil
        }
        self.init(identity: tag.identity, cell: tag.cell)
    }

    private static let scheme = "usagectl"
}
