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

    /// Whether the platform still, or already, lets it be sold; an item without a status is.
    package var isOnSale: Bool { status == nil || status == "published" }

    /// How many decimals its quantities may have; nil where its precision says nothing.
    package var decimals: Int? { precision.flatMap(Self.decimals(ofPrecision:)) }

    /// The decimals of a precision: 0 for `integer`, 4 for `decimal(4)`, in either case of letters;
    /// nil for any other word.
    package static func decimals(ofPrecision text: String) -> Int? {
        let word = text.lowercased()
        if word == "integer" { return 0 }
        guard word.hasPrefix("decimal("), word.hasSuffix(")") else { return nil }
        return Int(word.dropFirst("decimal(".count).dropLast()).flatMap { $0 >= 0 ? $0 : nil }
    }

    /// The precisions that a new item may have.
    package static let precisions = [
        "integer", "decimal(1)", "decimal(2)", "decimal(4)", "decimal(8)",
    ]
}
