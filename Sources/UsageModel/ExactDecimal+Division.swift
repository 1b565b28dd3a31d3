/// What becomes of the digits that a quotient has too many.
package enum DecimalRounding: String, Sendable, CaseIterable {
    /// A half goes to the even neighbour.
    case halfEven
    /// A half goes away from zero.
    case halfUp
    /// Towards zero.
    case down
    /// Away from zero.
    case up
}

extension ExactDecimal {
    /// The quotient with so many digits behind the point; nil for a division by zero, and where a
    /// number needs more than 38 digits on the way.
    package func divided(
        by divisor: ExactDecimal, digits: Int, rounding: DecimalRounding
    ) -> ExactDecimal? {
        guard !divisor.isZero, (0...Self.maximumScale).contains(digits) else { return nil }
        // Both as whole numbers: coefficient x 10^(digits + scale of the divisor - scale).
        let shift = digits + divisor.scale - scale
        guard let top = Self.raised(coefficient, by: max(shift, 0)),
            let bottom = Self.raised(divisor.coefficient, by: max(-shift, 0))
        else { return nil }
        let half = bottom.magnitude / 2
        let (whole, rest) = top.magnitude.quotientAndRemainder(dividingBy: bottom.magnitude)
        let isHalf = rest == half && bottom % 2 == 0
        let goesUp =
            switch rounding {
            case .down: false
            case .up: rest > 0
            case .halfUp: rest > half || isHalf
            case .halfEven: rest > half || isHalf && whole % 2 == 1
            }
        let magnitude = whole + (goesUp ? 1 : 0)
        guard magnitude < Self.limit.magnitude else { return nil }
        let isNegative = (top < 0) != (bottom < 0)
        let quotient = isNegative ? -Int128(magnitude) : Int128(magnitude)
        return ExactDecimal(coefficient: quotient, scale: digits)
    }

    /// Nil on overflow.
    private static func raised(_ number: Int128, by power: Int) -> Int128? {
        var value = number
        for _ in 0..<power {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = product
        }
        return value
    }
}
