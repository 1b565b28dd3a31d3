package import UsageModel

/// What is reckoned with a number of the vendor's, exactly.
package struct Arithmetic: Hashable, Sendable {
    /// The number is multiplied by this first; 1 leaves it.
    package var factor: ExactDecimal
    /// The number is then divided by one minus this share, from 0 to below 1.
    package var margin: ExactDecimal
    /// How many digits behind the point are kept; nil only where nothing is divided.
    package var digits: Int?
    package var rounding: DecimalRounding

    package init(
        factor: ExactDecimal = ExactDecimal(1), margin: ExactDecimal = .zero, digits: Int? = nil,
        rounding: DecimalRounding = .halfUp
    ) {
        self.factor = factor
        self.margin = margin
        self.digits = digits
        self.rounding = rounding
    }

    /// The result, nil where it does not fit into 38 digits on the way.
    func applied(to number: ExactDecimal) -> ExactDecimal? {
        guard let product = number.multiplied(by: factor) else { return nil }
        guard let digits else { return product }
        let share = ExactDecimal(coefficient: -margin.coefficient, scale: margin.scale)
        guard let rest = ExactDecimal(1).adding(share) else { return nil }
        return product.divided(by: rest, digits: digits, rounding: rounding)
    }
}
