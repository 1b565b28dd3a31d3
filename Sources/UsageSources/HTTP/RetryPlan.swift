import UsageModel

/// Whether and when a GET is tried again.
struct RetryPlan: Sendable {
    /// What one try came to, apart from an answer that can be used.
    enum Wish: Equatable, Sendable {
        /// Another try would end as this one did.
        case no
        case later
        /// The server's own words.
        case after(Duration)
    }

    /// Tries after the first.
    var retries: Int

    /// Before jitter, the wait before the first repetition; each later one is twice as long.
    static let base = Duration.milliseconds(500)
    /// The longest wait of the backoff.
    static let cap = Duration.seconds(30)
    /// A server that asks for a longer wait is not waited for in this cycle.
    static let longestRetryAfter = Duration.seconds(120)

    /// How long to wait before a repetition, numbered from 1; nil where there is to be none.
    ///
    /// - Parameter random: 0 up to, not including, 1.
    func delay(before number: Int, wish: Wish, random: Double) -> Duration? {
        guard number <= retries else { return nil }
        switch wish {
        case .no: return nil
        case .after(let wait): return wait <= Self.longestRetryAfter ? wait : nil
        case .later:
            var full = Self.base
            for _ in 1..<max(number, 1) where full < Self.cap { full *= 2 }
            return min(full, Self.cap) * (0.5 + random / 2)
        }
    }

    /// What the status of an answer that cannot be used, and its `Retry-After`, ask for.
    static func wish(status: Int, retryAfter: String?, now: Timestamp) -> Wish {
        guard [408, 425, 429, 500, 502, 503, 504].contains(status) else { return .no }
        guard let text = retryAfter else { return .later }
        if let seconds = Int(text), seconds >= 0, seconds < 1 << 30 {
            return .after(.seconds(seconds))
        }
        guard let date = date(text) else { return .later }
        return .after(max(date.since(now), .zero))
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, IMF-fixdate), nil for any other text.
    private static func date(_ text: String) -> Timestamp? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT",
            let month = months.firstIndex(of: String(words[2]))
        else { return nil }
        let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
        return Timestamp("\(words[3])-\(number)-\(words[1])T\(words[4])Z")
    }
}
