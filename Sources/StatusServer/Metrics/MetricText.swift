/// The lexical rules of Prometheus' text format 0.0.4.
enum MetricText {
    /// A name with what may not stand in one replaced by an underscore.
    static func name(_ text: String) -> String {
        let scalars = text.unicodeScalars.enumerated().map { index, scalar -> Character in
            switch scalar {
            case "a"..."z", "A"..."Z", "_": Character(scalar)
            case "0"..."9" where index > 0: Character(scalar)
            default: "_"
            }
        }
        return scalars.isEmpty ? "_" : String(scalars)
    }

    /// A label's value: backslash, quote and line feed are written as escapes.
    static func labelValue(_ text: String) -> String {
        help(text).replacing("\"", with: "\\\"")
    }

    /// A help text: backslash and line feed are written as escapes.
    static func help(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        // Exactly representable integers are easier to read without a fraction.
        if value == value.rounded(), abs(value) < 9_007_199_254_740_992 {
            return "\(Int64(value))"
        }
        return "\(value)"
    }
}
