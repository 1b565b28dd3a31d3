import UsageModel

extension Timestamp {
    /// The form of the header `Date`: `Mon, 02 Nov 2026 06:00:00 GMT`.
    var httpDate: String {
        let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let remainder = date.daysSinceEpoch % 7
        let weekday = days[remainder < 0 ? remainder + 7 : remainder]
        let clock = workbookText.dropFirst(11)
        let day = "\(padded(date.day, to: 2)) \(months[date.month - 1]) \(padded(date.year, to: 4))"
        return "\(weekday), \(day) \(clock) GMT"
    }
}
