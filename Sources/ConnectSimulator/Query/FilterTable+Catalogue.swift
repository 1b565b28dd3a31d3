extension FilterTable {
    private static let contractTypes = [
        "distribution", "program", "service", "syndication", "referral",
    ]

    /// `GET /contracts`; `marketplace` is not in its documented rows, but in the real ones.
    static let contracts = FilterTable([
        .standard("id").searched.ordered,
        .choice(
            "status", ["new", "enrolling", "pending", "active", "terminated", "rejected"]
        ).ordered,
        .choice("type", contractTypes), .choice("kind", ["production", "test"]),
        .standard("marketplace.id").searched, .required("marketplace.name").searched,
        .standard("marketplace__id", at: "marketplace.id"),
        .required("marketplace__name", at: "marketplace.name").searched,
        .standard("owner.id"), .required("owner.name").searched.ordered,
        .standard("owner__id", at: "owner.id"),
        .required("owner__name", at: "owner.name").searched.ordered,
        .standard("issuer.id").searched.ordered, .required("issuer.name").searched.ordered,
        .standard("partner.id"),
        .standard("agreement.id").searched, .required("agreement.name").searched.ordered,
        .standard("agreement.owner.id"), .standard("agreement.product_groups.id"),
        .standard("agreement.product_groups.products.id"),
        .standard("agreement.sourcing_agreement.id"),
        .choice("agreement.sourcing_agreement.type", contractTypes),
        .standard("agreement__id", at: "agreement.id"),
        .required("agreement__name", at: "agreement.name").searched.ordered,
        .time("events.created.at").ordered,
        .standard("events.created.by.id"), .standard("events.created.by.name").searched,
        .standard("events.signed.by.id"), .required("events.signed.by.name").searched,
        .standard("referral.agreement.id"), .standard("sourcing.listing.id"),
        .standard("sourcing.marketplace.id"), .required("sourcing.marketplace.name"),
        .standard("sourcing.product.id"), .required("sourcing.product.name"),
    ])

    /// `GET /listings`.
    static let listings = FilterTable([
        .standard("id"), .choice("status", ["unlisted", "listed"]),
        .standard("contract.id"), .standard("contract__id", at: "contract.id"),
        .required("contract__marketplace__name", at: "contract.marketplace.name").ordered,
        .standard("marketplace.id", at: "contract.marketplace.id"),
        .standard("marketplace__id", at: "contract.marketplace.id"),
        .required("marketplace.name", at: "contract.marketplace.name").searched.ordered,
        .required("marketplace__name", at: "contract.marketplace.name").searched,
        .standard("product.id"), .standard("product__id", at: "product.id"),
        .required("product.name").searched.ordered,
        .required("product__name", at: "product.name").searched.ordered,
        .standard("provider.id"), .standard("provider__id", at: "provider.id"),
        .required("provider.name").ordered,
        .standard("vendor.id"), .required("vendor.name").ordered,
        .standard("pricelist.id"), .required("pricelist.name"),
        .standard("offer.id"), .required("offer.name"),
        FilterField("pending_request.status", operators: [.eq, .in], allowsNull: false),
        FilterField("pending_request.type", operators: [.eq, .in], allowsNull: false),
        .time("created").ordered, .time("updated").ordered,
    ])

    /// `GET /assets`.
    static let assets = FilterTable(
        assetFields + [
            .choice("connection.type", ["test", "production"]),
            .time("created", at: "events.created.at", only: [.gt, .lt]).ordered,
            .time("updated", at: "events.updated.at", only: [.gt, .lt]).ordered,
        ])

    /// `GET /subscriptions/assets`, the twin with more lookups.
    static let subscriptions = FilterTable(
        assetFields + [
            .choice("connection.type", ["test", "production", "preview"]),
            .time("events.created.at").ordered, .time("events.updated.at").ordered,
        ])

    private static let assetFields: [FilterField] =
        [
            .standard("id").searched,
            .choice(
                "status",
                ["draft", "processing", "active", "terminating", "suspended", "terminated"]
            ).searched.ordered,
            .standard("external_id").searched, .standard("external_uid"),
            .standard("product.id").searched, .required("product.name").searched.ordered,
            .required("product.title", at: "product.name").searched.ordered,
            .standard("contract.id").null("CRD-00000-00000-00000"),
            .standard("marketplace.id").searched.ordered.null("MP-00000"),
            .required("marketplace.name").searched.ordered,
            .standard("hub.id", at: "connection.hub.id").null("HB-0000-0000"),
            .required("hub.name", at: "connection.hub.name"),
            .standard("connection.id").null("CT-0000-0000-0000"),
            .standard("connection.hub.id").null("HB-0000-0000"),
            .required("connection.hub.name"),
            .required("params.id"), .standard("params.value"),
            .standard("tiers.customer.id").searched.ordered,
            .standard("tiers.customer.name").searched.ordered,
            .standard("tiers.customer.external_id").searched,
            .required("tiers.customer.external_uid").searched,
            .standard("tiers.tier1.id"), .standard("tiers.tier2.id"),
        ]
        + ["provider", "vendor"].flatMap {
            [
                FilterField.standard("connection.\($0).id").searched,
                .required("connection.\($0).name").searched,
            ]
        }

    /// `GET /marketplaces`.
    static let marketplaces = FilterTable([
        .standard("id").searched.ordered, .required("name").searched.ordered,
        .standard("description"), .standard("currency").searched.ordered,
        .standard("alt_currency_1").searched.ordered, .standard("alt_currency_2").searched.ordered,
        .standard("owner.id").searched, .standard("owner__id", at: "owner.id"),
        .required("owner.name").searched, .standard("countries.id"), .standard("agreements.id"),
        .standard("hubs.id", at: "hubs.hub.id"), .required("hubs.name", at: "hubs.hub.name"),
        .standard("locales.id"), .required("locales.name"),
        .number("stats.contracts").ordered, .number("stats.hubs").ordered,
    ])

    /// `GET /products`; the pay-as-you-go capability cannot be filtered by.
    static let products = FilterTable([
        .standard("id").searched, .required("name").searched.ordered, .standard("external_id"),
        FilterField(
            "status",
            kind: .choice([
                "draft", "indevelopment", "oncertification", "published", "initializationfailed",
                "deleted", "endofsale",
            ]), operators: [.eq, .ne, .ge, .gt, .le, .lt, .in, .out], allowsNull: false),
        .standard("owner.id").searched, .required("owner.name").searched,
        .flag("visibility.catalog", [.eq]), .flag("visibility.listing", [.eq]),
        .flag("visibility.owner", [.eq]), .flag("visibility.syndication", [.eq]),
        .standard("replacement.id"),
        .time("events.created.at").ordered, .time("events.updated.at").ordered,
        .time("events.published.at", null: true).ordered,
    ])

    /// `GET /products/{id}/items`.
    static let items = FilterTable([
        .standard("id").searched, .required("name").searched, .required("local_id"),
        .standard("mpn").searched, .standard("external_id"),
        .choice("type", ["PPU", "Reservation"]).searched,
        .choice("item_type", ["PPU", "Reservation"], at: "type").searched,
        .choice("status", ["draft", "published", "endofsale"]).searched,
        .flag("dynamic"), .standard("period").searched,
        .standard("usage_data_type", at: "precision").searched,
        .required("unit.title").searched, .required("display_name").searched,
    ])
}
