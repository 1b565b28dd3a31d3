import Reconciliation
import UsageModel
import YAMLDocument

/// The definition of an entry of `spec.attribution`.
enum AttributionDefinition {
    static let entry = ObjectDefinition(
        "A subscription that moved between contracts, and to which one some months belong.",
        [
            FieldDefinition(
                "subscription", .text, isRequired: true, "Its id on Connect, AS-..."),
            FieldDefinition(
                "contract", .text, isRequired: true, "The contract whose file carries its rows."),
            FieldDefinition(
                "from", .month { BillingMonth($0) }, "The first month; without it all before."),
            FieldDefinition(
                "until", .month { BillingMonth($0) }, "The last month; without it all that follow."
            ),
        ]
    ) { value, reader in
        guard let from: BillingMonth = value["from"]?.value(),
            let until = value.member("until"), let last: BillingMonth = until.value.value(),
            last < from
        else { return }
        reader.report("'until' is before 'from', expected \(from) or later", at: until.value.mark)
    }

    static func attribution(_ value: TypedValue) -> SubscriptionAttribution? {
        guard let subscription = value["subscription"]?.text, let contract = value["contract"]?.text
        else { return nil }
        return SubscriptionAttribution(
            subscription: SubscriptionID(subscription), contract: ContractID(contract),
            from: value["from"]?.value(), until: value["until"]?.value())
    }

    /// Two entries that say different things of one subscription and month; the second is named.
    static func contradictions(
        _ document: TypedValue, in raw: RawDocument
    ) -> [Diagnostic] {
        let items = document["spec"]?["attribution"]?.items ?? []
        let entries = items.map { (value: $0, entry: attribution($0)) }
        return entries.indices.compactMap { index in
            guard let entry = entries[index].entry,
                let earlier = entries[..<index].first(where: {
                    $0.entry.map(entry.overlaps) ?? false
                })
            else { return nil }
            return Diagnostic(
                .error,
                "'\(entry.subscription)' has an entry for the same months on line "
                    + "\(earlier.value.mark.line), expected months that do not overlap",
                at: entries[index].value.mark, in: raw.source)
        }
    }
}
