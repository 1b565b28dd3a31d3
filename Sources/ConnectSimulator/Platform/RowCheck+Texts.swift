import Workbook

// The platform's limits of texts, and what its template forbids in them.
extension RowCheck {
    private static let longest = [
        "category_id": 255, "item_name": 255, "item_unit": 64,
    ]
    private static let longestCustom = 255

    func checkTexts(of row: ParsedWorkbook.Row) throws(Problem) {
        for column in UsageColumns.records + header.custom {
            guard let text = header.value(column, in: row) else { continue }
            let most = Self.longest[column] ?? (isCustom(column) ? Self.longestCustom : .max)
            guard text.count <= most else {
                throw Problem(
                    column: column,
                    text: "\(column): Ensure this field has no more than \(most) characters.")
            }
            guard !text.unicodeScalars.contains(where: Self.isSymbol) else {
                throw Problem(column: column, text: "\(column) has a symbol that is not allowed.")
            }
            guard text.firstMatch(of: /<[A-Za-z\/!][^>]*>/) == nil else {
                throw Problem(column: column, text: "\(column) has an HTML tag.")
            }
        }
    }

    private func isCustom(_ column: String) -> Bool {
        column.hasPrefix(UsageColumns.customPrefix)
    }

    /// Signs such as (R) and (C) as one character; letters of any language are none.
    private static func isSymbol(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .otherSymbol
    }
}
