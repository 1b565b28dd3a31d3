import UsageModel

extension WorldGenerator {
    /// What the vendor metered: at least one record for every active contract, pay-as-you-go
    /// product and month.
    package func usage() -> [VendorUsage] {
        var random = SeededRandom(seed: seed)
        var usage: [VendorUsage] = []
        for month in months {
            for contract in 0..<size.contracts {
                for product in 0..<size.products {
                    for asset in 0..<size.assets {
                        append(
                            to: &usage, month: month, place: (contract, product, asset), &random)
                    }
                }
            }
        }
        return usage
    }

    /// The first item always, the others as the dice say.
    private func append(
        to usage: inout [VendorUsage], month: BillingMonth,
        place: (contract: Int, product: Int, asset: Int), _ random: inout SeededRandom
    ) {
        for item in Self.precisions.indices where item == 0 || random.fraction() < 0.4 {
            let quantity = quantity(item, &random)
            let days = days(of: month, &random)
            let schema = schema(place.product)
            let id = assetID(place.contract, place.product, place.asset)
            usage.append(
                VendorUsage(
                    contractID: contractID(place.contract), productID: productID(place.product),
                    assetID: id, mpn: mpn(place.product, item), quantity: quantity,
                    start: Timestamp(startOf: days.from),
                    end: Timestamp(startOf: days.to.adding(days: 1)).adding(.seconds(-1)),
                    amount: schema.isPriced ? price(&random) : nil,
                    tier: schema == .tier ? item % 2 : nil,
                    recordID: "\(id.dropFirst(3))-\(item + 1)-\(month)"))
        }
    }

    /// With no more decimals than the item may have.
    private func quantity(_ item: Int, _ random: inout SeededRandom) -> ExactDecimal {
        let decimals = ItemPrecision(Self.precisions[item]).decimals
        return ExactDecimal(
            coefficient: Int128(Int.random(in: 1...500_000, using: &random)), scale: decimals)
    }

    /// The whole month, or a part of it.
    private func days(of month: BillingMonth, _ random: inout SeededRandom) -> DateSpan {
        let count = month.days.dayCount
        guard random.fraction() < 0.3 else { return month.days }
        let first = Int.random(in: 0..<count, using: &random)
        let last = Int.random(in: first..<count, using: &random)
        return DateSpan(
            from: month.firstDay.adding(days: first), to: month.firstDay.adding(days: last))
            ?? month.days
    }

    /// In hundredths of the currency, so that sums are exact in print.
    private func price(_ random: inout SeededRandom) -> ExactDecimal {
        let cents = Int.random(in: 100...5_000_000, using: &random)
        return ExactDecimal(coefficient: Int128(cents), scale: 2)
    }
}
