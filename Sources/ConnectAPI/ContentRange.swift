/// `Content-Range: items FIRST-LAST/TOTAL`, the platform's word on what a page is a part of.
struct ContentRange: Hashable, Sendable {
    /// Nil in the form `items */TOTAL`.
    var bounds: ClosedRange<Int>?
    var total: Int

    /// Reads the header's value; nil for any other text.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let total = Self.number(parts[1]), parts[0].hasPrefix("items ")
        else { return nil }
        self.total = total
        let range = parts[0].dropFirst("items ".count)
        guard range != "*" else { return }
        let ends = range.split(separator: "-", omittingEmptySubsequences: false)
        guard ends.count == 2, let first = Self.number(ends[0]), let last = Self.number(ends[1]),
            first <= last
        else { return nil }
        bounds = first...last
    }

    /// Decimal digits and nothing else: `Int(_:)` would take a sign. More than any list has is
    /// nonsense, and what follows could not count on from it.
    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }),
            let number = Int(text), number <= LenientInteger.largest
        else { return nil }
        return number
    }
}
