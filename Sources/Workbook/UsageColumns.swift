/// The sheets of a usage workbook and the columns of each, in the platform's order.
package enum UsageColumns {
    package static let recordsSheet = "records"
    package static let categoriesSheet = "categories"

    /// Of the sheet `records`; a vendor's `v.NAME` columns follow.
    package static let records = [
        "record_id", "record_note", "item_search_criteria", "item_search_value", "quantity",
        "start_time_utc", "end_time_utc", "asset_search_criteria", "asset_search_value",
        "category_id", "amount", "tier", "item_name", "item_unit", "item_mpn", "item_precision",
    ]

    /// Those without which the platform refuses a file.
    package static let required = [
        "record_id", "item_search_criteria", "item_search_value", "quantity", "start_time_utc",
        "end_time_utc", "asset_search_criteria", "asset_search_value",
    ]

    package static let categories = ["category_id", "category_name", "category_description"]

    /// What stands before the name of a vendor's own column.
    package static let customPrefix = "v."
}
