extension FilterTable {
    private static let schemas = ["tr", "pr", "qt", "cr"]

    /// `GET /usage/files`; neither the period nor the currency can be filtered by.
    static let usageFiles = FilterTable(
        [
            .standard("id").searched.ordered,
            .standard("name").searched,
            .standard("external_id").searched,
            .standard("distribution_contract_id", at: "contract.id").searched,
            .choice(
                "status",
                [
                    "draft", "uploading", "uploaded", "invalid", "processing", "ready", "rejected",
                    "pending", "accepted", "closed", "deleted",
                ]
            ).ordered,
            .choice("environment", ["test", "preview", "production"]).searched.ordered,
            .choice("schema", schemas).searched.ordered,
            .time("created.at", at: "events.created.at", only: [.ge, .gt, .le, .lt]).ordered,
        ]
            + ["contract", "product", "marketplace", "provider", "vendor"].flatMap {
                [
                    FilterField.standard("\($0).id").searched,
                    .standard("\($0).name").searched.ordered,
                ]
            }
            + ["product", "marketplace", "provider", "vendor"].map {
                FilterField.standard("\($0)_id", at: "\($0).id").searched
            })

    /// `GET /usage/records`.
    static let usageRecords = FilterTable([
        .standard("asset.id"), .standard("asset_id", at: "asset.id").searched,
        .standard("asset.external_id"), .standard("asset_external_id", at: "asset.external_id"),
        .standard("asset.external_uid"), .standard("asset_external_uid", at: "asset.external_uid"),
        .standard("item.id"), .standard("item_id", at: "item.id"),
        .standard("product.id", at: "product_id"), .standard("product_id").searched,
        .standard("usage_file", at: "usagefile.id").searched, .standard("usagefile.id").searched,
        .choice("usagefile.schema", schemas).searched,
        .standard("hub.id"), .standard("part_usage_file__hub__id", at: "hub.id"),
        .standard("status").ordered,
        .time("start_date", null: true), .time("end_date", null: true),
        .time("created_time", null: true).ordered,
        .time("usage_start_time", at: "start_date", null: true).ordered,
    ])

    /// `GET /usage/aggregates`.
    static let usageAggregates = FilterTable([
        .standard("asset.id").searched, .standard("asset.external_uid").searched,
        .standard("item.id").searched, .standard("item.local_id").searched,
        .choice("item.type", ["ppu", "reservation", "PPU", "Reservation"]).searched,
    ])

    /// `GET /usage/files/{id}/categories`.
    static let categories = FilterTable([
        .required("id").searched, .required("name").searched.ordered,
    ])

    static let reconciliations = FilterTable([
        .standard("binding.hub.id").searched, .standard("partusagefile.id").searched.ordered,
        .standard("partusagefile.provider.id").searched,
        .standard("usagefile.id").searched.ordered,
    ])
}
