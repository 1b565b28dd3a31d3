import UsageModel

extension WorldGenerator {
    /// Where a stream of usage arises.
    private struct Meter {
        let contract: Int
        let product: Int
        let asset: Int
        let item: Int
    }

    /// What the vendor metered: at least one record for every active contract, pay-as-you-go
    /// product and month.
    package func usage() -> [VendorUsage] {
        months.flatMap { month in meters.map { record($0, month) } }
    }

    /// The first item of every subscription, the others as the dice say; the same in all months, as
    /// customers do not change what they use from month to month.
    private var meters: [Meter] {
        var random = SeededRandom(seed: seed)
        var meters: [Meter] = []
        for contract in 0..<size.contracts {
            for product in 0..<size.products {
                for asset in 0..<size.assets {
                    for item in Self.precisions.indices where item == 0 || random.fraction() < 0.4 {
                        meters.append(
                            Meter(contract: contract, product: product, asset: asset, item: item))
                    }
                }
            }
        }
        return meters
    }

    private func record(_ meter: Meter, _ month: BillingMonth) -> VendorUsage {
        let id = assetID(meter.contract, meter.product, meter.asset)
        let schema = schema(meter.product)
        // A meter has one level; what a month makes of it differs by little, as guards expect.
        var level = SeededRandom(seed: stream(meter, 0))
        var random = SeededRandom(seed: stream(meter, month.index))
        let decimals = ItemPrecision(Self.precisions[meter.item]).decimals
        let quantity = varied(Int.random(in: 1000...500_000, using: &level), &random)
        let cents = varied(Int.random(in: 1000...500_000, using: &level), &random)
        let days = days(of: month, &random)
        return VendorUsage(
            contractID: contractID(meter.contract), productID: productID(meter.product),
            assetID: id, mpn: mpn(meter.product, meter.item),
            quantity: ExactDecimal(coefficient: quantity, scale: decimals),
            start: Timestamp(startOf: days.from),
            end: Timestamp(startOf: days.to.adding(days: 1)).adding(.seconds(-1)),
            amount: schema.isPriced ? ExactDecimal(coefficient: cents, scale: 2) : nil,
            tier: schema == .tier ? meter.item % 2 : nil,
            recordID: "\(id.dropFirst(3))-\(meter.item + 1)-\(month)")
    }

    /// A seed of its own for each meter and month.
    private func stream(_ meter: Meter, _ month: Int) -> UInt64 {
        var mixed = seed
        for part in [meter.contract, meter.product, meter.asset, meter.item, month] {
            var step = SeededRandom(seed: mixed &+ UInt64(truncatingIfNeeded: part))
            mixed = step.next()
        }
        return mixed
    }

    /// Up to 15 % more or less than the level.
    private func varied(_ level: Int, _ random: inout SeededRandom) -> Int128 {
        Int128(Double(level) * (0.85 + 0.3 * random.fraction()))
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
}
