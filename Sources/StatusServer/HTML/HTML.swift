/// Markup that is safe by construction: a literal of the program is taken as it is, whatever is
/// interpolated into it is escaped, unless it is markup itself.
struct HTML: Hashable, Sendable, ExpressibleByStringInterpolation {
    private(set) var text: String

    static let empty: HTML = ""

    init(stringLiteral text: String) {
        self.text = text
    }

    init(stringInterpolation: Interpolation) {
        text = stringInterpolation.text
    }

    /// Parts one after the other.
    init(_ parts: some Sequence<HTML>, separator: String = "") {
        text = parts.map(\.text).joined(separator: separator)
    }

    /// The program's own style sheet; never anything that came from outside.
    init(styleSheet: String) {
        text = styleSheet
    }

    static func + (left: HTML, right: HTML) -> HTML {
        var sum = left
        sum.text += right.text
        return sum
    }

    static func += (left: inout HTML, right: HTML) {
        left.text += right.text
    }

    /// Escapes all that is no markup.
    struct Interpolation: StringInterpolationProtocol {
        fileprivate var text = ""

        init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        mutating func appendLiteral(_ literal: String) {
            text += literal
        }

        mutating func appendInterpolation(_ text: String) {
            self.text += HTMLText.of(text)
        }

        mutating func appendInterpolation(_ value: some CustomStringConvertible) {
            text += HTMLText.of(value.description)
        }

        mutating func appendInterpolation(_ markup: HTML) {
            text += markup.text
        }

        mutating func appendInterpolation(_ parts: [HTML]) {
            for part in parts { text += part.text }
        }
    }
}
