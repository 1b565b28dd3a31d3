// Dates, months and decimals belong to the vocabulary of whoever reads the document: here are their
// texts and patterns, the caller's closures make the values.
extension ValueType {
    /// `500ms`, `30s`, `15m`, `24h` or `3d`; reads a `Duration`.
    package static let duration = duration()

    package static func duration(
        from minimum: Duration = .zero, to maximum: Duration = DurationText.longest
    ) -> ValueType {
        let least = DurationText.text(of: minimum)
        let most = DurationText.text(of: maximum)
        let bounds =
            minimum == .zero && maximum == DurationText.longest
            ? "" : " from \(least) to \(most)"
        return parsed(
            "a duration such as 500ms, 30s, 15m, 24h or 3d\(bounds)",
            pattern: "^[0-9]+(ms|s|m|h|d)$",
            suggest: DurationText.suggestion(for:)
        ) { text -> Duration? in
            DurationText.duration(text).flatMap { minimum <= $0 && $0 <= maximum ? $0 : nil }
        }
    }

    /// A day, `2026-10-31`.
    package static func date<T: Sendable>(
        _ parse: @escaping @Sendable (String) -> T?
    ) -> ValueType {
        parsed(
            "a date such as 2026-10-31",
            pattern: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
            parse)
    }

    /// A month, `2026-10`.
    package static func month<T: Sendable>(
        _ parse: @escaping @Sendable (String) -> T?
    ) -> ValueType {
        parsed("a month such as 2026-10", pattern: "^[0-9]{4}-(0[1-9]|1[0-2])$", parse)
    }

    /// A month or the months from one to another, both inclusive; reads a `ClosedRange`.
    package static func monthRange<T: Sendable & Comparable>(
        _ parse: @escaping @Sendable (String) -> T?
    ) -> ValueType {
        let month = "[0-9]{4}-(0[1-9]|1[0-2])"
        return parsed(
            "a month such as 2026-10 or months such as 2026-03..2026-06",
            pattern: "^\(month)(\\.\\.\(month))?$"
        ) { text -> ClosedRange<T>? in
            guard let dots = text.firstRange(of: "..") else { return parse(text).map { $0...$0 } }
            guard let first = parse(String(text[..<dots.lowerBound])),
                let last = parse(String(text[dots.upperBound...])), first <= last
            else { return nil }
            return first...last
        }
    }

    /// An exact decimal number such as `12.50`, with or without quotes.
    package static func decimal<T: Sendable>(
        _ expectation: String = "a number such as 12.50",
        _ parse: @escaping @Sendable (String) -> T?
    ) -> ValueType {
        parsed(expectation, pattern: decimalPattern(suffix: ""), acceptsNumber: true, parse)
    }

    /// A share such as `2.5%`; the closure gets the number before the sign.
    package static func percent<T: Sendable>(
        _ parse: @escaping @Sendable (String) -> T?
    ) -> ValueType {
        parsed(
            "a share from 0% to 100% such as 2.5%", pattern: decimalPattern(suffix: "%"),
            suggest: shareMeant(by:)
        ) { text -> T? in
            guard text.last == "%", let number = Double(text.dropLast()), 0...100 ~= number else {
                return nil
            }
            return parse(String(text.dropLast()))
        }
    }

    /// An address with a scheme and a host; reads a `String`.
    package static func url(schemes: [String] = ["https", "http"]) -> ValueType {
        let words = schemes.joined(separator: " or ")
        return parsed(
            "an \(words) address such as \(schemes.first ?? "https")://host.example/path",
            pattern: "^(\(schemes.joined(separator: "|")))://[^/\\s]+[^\\s]*$"
        ) { text -> String? in
            guard let end = text.firstRange(of: "://"),
                schemes.contains(String(text[..<end.lowerBound]))
            else { return nil }
            let rest = text[end.upperBound...]
            let host = rest.prefix { !"/?#".contains($0) }
            let isVisible = text.utf8.allSatisfy { 0x21...0x7E ~= $0 }
            return host.isEmpty || !isVisible ? nil : text
        }
    }

    /// A number without its sign.
    @Sendable private static func shareMeant(by text: String) -> String? {
        text.utf8.allSatisfy { 0x30...0x39 ~= $0 || $0 == UInt8(ascii: ".") } ? text + "%" : nil
    }

    private static func decimalPattern(suffix: String) -> String {
        "^[0-9]+(\\.[0-9]+)?\(suffix)$"
    }
}
