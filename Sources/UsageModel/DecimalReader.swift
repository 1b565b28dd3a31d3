/// Takes a decimal number byte by byte, so that a reader of large files needs no string for it.
package struct DecimalReader {
    private enum Place { case start, sign, whole, point, fraction, exponent, exponentSign, power }

    private var place = Place.start
    private var isNegative = false
    private var coefficient: Int128 = 0
    private var scale = 0
    private var power = 0
    private var powerIsNegative = false

    package init() {}

    /// Takes the next byte; false where no number can continue with it.
    package mutating func accept(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return acceptDigit(Int(byte) - 48)
        case UInt8(ascii: "-"), UInt8(ascii: "+"): return acceptSign(byte == UInt8(ascii: "-"))
        case UInt8(ascii: "."): return move(from: [.whole, .sign, .start], to: .point)
        case UInt8(ascii: "e"), UInt8(ascii: "E"):
            return move(from: [.whole, .fraction], to: .exponent)
        default: return false
        }
    }

    /// The number, nil where the text stopped too early or is too long for an exact value.
    package var value: ExactDecimal? {
        guard [.whole, .fraction, .power].contains(place) else { return nil }
        let shift = scale - (powerIsNegative ? -power : power)
        let signed = isNegative ? -coefficient : coefficient
        if coefficient == 0 { return .zero }
        guard shift <= ExactDecimal.maximumScale + 38, shift >= -38 else { return nil }
        if shift >= 0 {
            let exact = ExactDecimal(coefficient: signed, scale: shift)
            return exact.scale <= ExactDecimal.maximumScale ? exact : nil
        }
        var raised = signed
        for _ in 0..<(-shift) {
            let (product, overflow) = raised.multipliedReportingOverflow(by: 10)
            guard !overflow, product.magnitude < ExactDecimal.limit.magnitude else { return nil }
            raised = product
        }
        return ExactDecimal(coefficient: raised, scale: 0)
    }

    private mutating func acceptDigit(_ digit: Int) -> Bool {
        switch place {
        case .start, .sign, .whole:
            place = .whole
            return append(digit)
        case .point, .fraction:
            place = .fraction
            scale += 1
            return scale <= 60 && append(digit)
        case .exponent, .exponentSign, .power:
            place = .power
            power = power * 10 + digit
            return power < 1000
        }
    }

    private mutating func append(_ digit: Int) -> Bool {
        let (product, first) = coefficient.multipliedReportingOverflow(by: 10)
        let (sum, second) = product.addingReportingOverflow(Int128(digit))
        coefficient = sum
        return !first && !second && sum < ExactDecimal.limit
    }

    private mutating func acceptSign(_ negative: Bool) -> Bool {
        switch place {
        case .start:
            isNegative = negative
            place = .sign
            return true
        case .exponent:
            powerIsNegative = negative
            place = .exponentSign
            return true
        default: return false
        }
    }

    private mutating func move(from: [Place], to next: Place) -> Bool {
        guard from.contains(place) else { return false }
        place = next
        return true
    }
}
