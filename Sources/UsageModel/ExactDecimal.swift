/// A decimal number without rounding: `coefficient` x 10^-`scale`.
///
/// Money and quantities pass through sums, digests and workbooks; binary floating point would
/// change
/// them on the way. 38 significant digits fit.
package struct ExactDecimal: Sendable {
    package let coefficient: Int128
    /// The number of digits behind the point, 0 or more, without trailing zeros.
    package let scale: Int

    package static let zero = ExactDecimal(coefficient: 0, scale: 0)

    /// Coefficients stay below this, so that negating one or comparing two is always exact.
    static let limit: Int128 = 100_000_000_000_000_000_000_000_000_000_000_000_000

    /// The largest scale that is read or kept.
    package static let maximumScale = 30

    package init(coefficient: Int128, scale: Int) {
        var coefficient = coefficient
        var scale = scale
        while scale > 0, coefficient % 10 == 0 {
            coefficient /= 10
            scale -= 1
        }
        self.coefficient = coefficient
        self.scale = scale
    }

    package init(_ integer: Int) {
        self.init(coefficient: Int128(integer), scale: 0)
    }

    /// Reads an optional sign, digits, an optional point with digits and an optional exponent.
    ///
    /// Nil for anything else: no grouping, no spaces, no comma, no infinity; and where the number
    /// has
    /// more than 38 significant digits.
    package init?(_ text: some StringProtocol) {
        var text = String(text)
        let value = text.withUTF8 { bytes in unsafe Self.read(bytes) }
        guard let value else { return nil }
        self = value
    }

    /// Reads the same form from UTF-8 bytes.
    package static func read(_ bytes: some Collection<UInt8>) -> ExactDecimal? {
        var reader = DecimalReader()
        for byte in bytes {
            guard reader.accept(byte) else { return nil }
        }
        return reader.value
    }

    package var isNegative: Bool { coefficient < 0 }
    package var isZero: Bool { coefficient == 0 }

    /// The number of significant digits, 1 for zero.
    package var significantDigits: Int {
        var digits = 1
        var rest = coefficient.magnitude
        while rest >= 10 {
            rest /= 10
            digits += 1
        }
        return digits
    }

    package var magnitude: ExactDecimal {
        isNegative ? ExactDecimal(coefficient: -coefficient, scale: scale) : self
    }

    /// The nearest binary number; exact in print up to 15 significant digits.
    package var doubleValue: Double { Double(description) ?? .nan }

    /// The sum, nil where it needs more than 38 digits.
    package func adding(_ other: ExactDecimal) -> ExactDecimal? {
        guard let (left, right, scale) = Self.aligned(self, other) else { return nil }
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? nil : bounded(sum, scale: scale)
    }

    /// The product, nil where it needs more than 38 digits.
    package func multiplied(by other: ExactDecimal) -> ExactDecimal? {
        let (product, overflow) = coefficient.multipliedReportingOverflow(by: other.coefficient)
        return overflow ? nil : bounded(product, scale: scale + other.scale)
    }

    private func bounded(_ coefficient: Int128, scale: Int) -> ExactDecimal? {
        let exact = ExactDecimal(coefficient: coefficient, scale: scale)
        return exact.coefficient.magnitude < Self.limit.magnitude ? exact : nil
    }

    /// Both coefficients at the larger scale, nil on overflow.
    private static func aligned(
        _ left: ExactDecimal, _ right: ExactDecimal
    ) -> (Int128, Int128, Int)? {
        let scale = max(left.scale, right.scale)
        guard let first = raised(left, to: scale), let second = raised(right, to: scale) else {
            return nil
        }
        return (first, second, scale)
    }

    private static func raised(_ number: ExactDecimal, to scale: Int) -> Int128? {
        var value = number.coefficient
        for _ in number.scale..<max(scale, number.scale) {
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            guard !overflow else { return nil }
            value = product
        }
        return value
    }
}

extension ExactDecimal: Hashable {
    package static func == (left: ExactDecimal, right: ExactDecimal) -> Bool {
        left.coefficient == right.coefficient && left.scale == right.scale
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(coefficient)
        hasher.combine(scale)
    }
}

extension ExactDecimal: Comparable {
    package static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if let (first, second, _) = aligned(left, right) { return first < second }
        // Only numbers of very different size cannot be aligned; there the sign and size decide.
        return left.doubleValue < right.doubleValue
    }
}

extension ExactDecimal: CustomStringConvertible {
    /// The plain form, without an exponent and without trailing zeros: `412.5`.
    package var description: String {
        let digits = String(coefficient.magnitude)
        let sign = isNegative ? "-" : ""
        guard scale > 0 else { return sign + digits }
        let filled = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        return "\(sign)\(filled.dropLast(scale)).\(filled.suffix(scale))"
    }
}

extension ExactDecimal: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = ExactDecimal(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "not a number: '\(text)'"))
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
