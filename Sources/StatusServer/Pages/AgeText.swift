/// A length of time for a reader: its two largest units.
enum AgeText {
    static func of(_ duration: Duration) -> String {
        let seconds = max(0, duration.components.seconds)
        switch seconds {
        case ..<60: return "\(seconds) s"
        case ..<3600: return pair(seconds / 60, "min", seconds % 60, "s")
        case ..<86_400: return pair(seconds / 3600, "h", seconds % 3600 / 60, "min")
        default: return pair(seconds / 86_400, "d", seconds % 86_400 / 3600, "h")
        }
    }

    /// Seconds with a decimal where they are few: how long a cycle took.
    static func precise(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        guard seconds < 60 else { return of(duration) }
        return "\(seconds).\(attoseconds / 100_000_000_000_000_000) s"
    }

    private static func pair(_ large: Int64, _ unit: String, _ small: Int64, _ part: String)
        -> String
    {
        small == 0 ? "\(large) \(unit)" : "\(large) \(unit) \(small) \(part)"
    }
}
