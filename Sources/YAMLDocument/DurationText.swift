/// Durations as documents write them: a whole number and one unit.
package enum DurationText {
    /// The longest duration that is read: a hundred years of 365 days.
    package static let longest = Duration.seconds(36_500 * 86_400)

    private static let units: [(suffix: String, milliseconds: Int64)] = [
        ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000),
    ]

    /// Reads `500ms`, `30s`, `15m`, `24h` or `3d`; nil for any other text or a longer time than
    /// `longest`.
    package static func duration(_ text: String) -> Duration? {
        let number = text.prefix { $0.isASCII && $0.isNumber }
        let suffix = text.dropFirst(number.count)
        guard let count = Int64(number), let unit = units.first(where: { $0.suffix == suffix })
        else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: unit.milliseconds)
        guard !overflow else { return nil }
        let duration = Duration.milliseconds(product)
        return duration <= longest ? duration : nil
    }

    /// The shortest text that reads as a duration of whole milliseconds.
    package static func text(of duration: Duration) -> String {
        let parts = duration.components
        let milliseconds = parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000
        let unit = units.last { milliseconds % $0.milliseconds == 0 } ?? units[0]
        return milliseconds == 0 ? "0s" : "\(milliseconds / unit.milliseconds)\(unit.suffix)"
    }

    /// What was probably meant by a text that is no duration: `3 days` is `3d`.
    static func suggestion(for text: String) -> String? {
        let number = text.prefix { $0.isASCII && $0.isNumber }
        guard let count = Int64(number), count <= 36_500 else { return nil }
        let word = text.dropFirst(number.count).drop { $0 == " " }.lowercased()
        let unit: String? =
            switch word {
            case "sec", "secs", "second", "seconds": "s"
            case "min", "mins", "minute", "minutes": "m"
            case "hour", "hours", "hr", "hrs", "h": "h"
            case "day", "days", "d": "d"
            default: nil
            }
        return unit.map { "\(count)\($0)" }
    }
}
