/// Something that a product sells by the unit.
package struct Item: Hashable, Sendable {
    package var id: String
    package var mpn: String
    package var name: String?
    /// `ppu` or `reservation`, in lower case.
    package var type: String
    /// `published`, `endofsale` or `draft`.
    package var status: String?
    /// `integer`, `decimal(1)`, ... in lower case.
    package var precision: String?

    package init(
        id: String, mpn: String, name: String? = nil, type: String, status: String? = nil,
        precision: String? = nil
    ) {
        self.id = id
        self.mpn = mpn
        self.name = name
        self.type = type
        self.status = status
        self.precision = precision
    }

    package var isPayAsYouGo: Bool { type == "ppu" }
}
