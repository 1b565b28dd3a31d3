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

    private let policy: RetryPolicy

    /// - Parameter retries: tries after the first.
    init(retries: Int) {
        policy = RetryPolicy(attempts: retries + 1)
    }

    /// How long to wait before a repetition, numbered from 1; nil where there is to be none.
    ///
    /// - Parameter random: 0 up to, not including, 1.
    func delay(before number: Int, wish: Wish, random: Double) -> Duration? {
        guard number < policy.attempts, !asksTooMuch(wish) else { return nil }
        switch wish {
        case .no: return nil
        case .after(let wait): return wait
        case .later: return policy.delay(before: number, random: random)
        }
    }

    /// Whether a server asks for a longer wait than is waited for in one cycle.
    func asksTooMuch(_ wish: Wish) -> Bool {
        if case .after(let wait) = wish { wait > policy.longestRetryAfter } else { false }
    }

    /// What the status of an answer that cannot be used, and its `Retry-After`, ask for.
    static func wish(status: Int, retryAfter: String?, now: Timestamp) -> Wish {
        guard [408, 425, 429, 500, 502, 503, 504].contains(status) else { return .no }
        guard let text = retryAfter else { return .later }
        if let seconds = Int(text), seconds >= 0, seconds < 1 << 30 {
            return .after(.seconds(seconds))
        }
        guard let date = HTTPDate.read(text) else { return .later }
        return .after(max(date.since(now), .zero))
    }
}
