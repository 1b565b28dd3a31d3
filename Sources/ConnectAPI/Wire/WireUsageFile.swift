import UsageModel

/// A row of `/usage/files`, or a usage file by itself.
///
/// The platform leaves out every key whose value is null.
struct WireUsageFile: Decodable {
    struct Stats: Decodable {
        var uploaded: LenientInteger?
        var validated: LenientInteger?
        var pending: LenientInteger?
        var accepted: LenientInteger?
        var closed: LenientInteger?
        var billed: LenientInteger?
    }

    struct Events: Decodable {
        var created: WireEvent?
        var uploaded: WireEvent?
        var submitted: WireEvent?
        var accepted: WireEvent?
        var rejected: WireEvent?
        var closed: WireEvent?
        var deleted: WireEvent?
    }

    var id: String
    var name: LenientText?
    /// A file without a status occupies its cell, like one with an unknown word.
    var status: String?
    var external_id: LenientText?
    var contract: WireReference?
    var product: WireReference?
    var product_id: String?
    var period: WirePeriod?
    var environment: String?
    var marketplace: WireReference?
    var provider: WireReference?
    /// Lower case here, upper case on products.
    var schema: String?
    var currency: String?
    var description: LenientText?
    var error_detail: LenientText?
    var rejection_note: LenientText?
    var stats: Stats?
    var events: Events?

    var file: UsageFile {
        UsageFile(
            id: UsageFileID(id), name: name?.text ?? "", status: UsageFileStatus(status ?? ""),
            externalID: external_id?.text, contract: contract?.id.map { ContractID($0) },
            product: (product?.id ?? product_id).map { ProductID($0) }, period: period?.span,
            environment: environment, marketplace: marketplace?.id.map { MarketplaceID($0) },
            provider: provider?.account, schema: schema.flatMap { ReportingSchema($0) },
            currency: currency, description: description?.text, errorDetail: error_detail?.text,
            rejectionNote: rejection_note?.text, stats: stats?.model ?? UsageFileStats(),
            events: events?.model ?? UsageFileEvents())
    }
}

extension WireUsageFile.Stats {
    var model: UsageFileStats {
        UsageFileStats(
            uploaded: uploaded?.value, validated: validated?.value, pending: pending?.value,
            accepted: accepted?.value, closed: closed?.value, billed: billed?.value)
    }
}

extension WireUsageFile.Events {
    var model: UsageFileEvents {
        UsageFileEvents(
            created: created?.event, uploaded: uploaded?.event, submitted: submitted?.event,
            accepted: accepted?.event, rejected: rejected?.event, closed: closed?.event,
            deleted: deleted?.event)
    }
}
