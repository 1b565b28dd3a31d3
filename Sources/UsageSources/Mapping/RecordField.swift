/// A column of the vendor's usage that has a meaning of its own.
enum RecordField: Int, CaseIterable {
    case product, subscription, itemMPN, quantity, start, end, amount, tier, recordID, note,
        category, categoryName, categoryDescription, itemName, itemUnit, itemPrecision, currency

    /// The name in a header or as a JSON key.
    var name: String {
        switch self {
        case .product: "product_id"
        case .subscription: "subscription_id"
        case .itemMPN: "item_mpn"
        case .quantity: "quantity"
        case .start: "start_time_utc"
        case .end: "end_time_utc"
        case .amount: "amount"
        case .tier: "tier"
        case .recordID: "record_id"
        case .note: "record_note"
        case .category: "category_id"
        case .categoryName: "category_name"
        case .categoryDescription: "category_description"
        case .itemName: "item_name"
        case .itemUnit: "item_unit"
        case .itemPrecision: "item_precision"
        case .currency: "currency"
        }
    }

    var isRequired: Bool { rawValue <= RecordField.end.rawValue }

    /// Whether customers are billed by it as a number.
    var isExactNumber: Bool { self == .quantity || self == .amount }

    static let required = allCases.filter(\.isRequired)
}
