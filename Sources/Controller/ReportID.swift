import UsageModel

/// Ids that sort by time: ULIDs.
enum ReportID {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    /// 48 bits of milliseconds, then 80 random bits, in Crockford's base 32.
    static func make(at now: Timestamp) -> String {
        var generator = SystemRandomNumberGenerator()
        return make(
            milliseconds: UInt64(max(0, now.microseconds / 1000)), high: generator.next(),
            low: generator.next())
    }

    static func make(milliseconds: UInt64, high: UInt64, low: UInt64) -> String {
        let time = (0..<10).reversed().map { alphabet[Int(milliseconds >> UInt64($0 * 5) & 31)] }
        let first = (0..<8).map { alphabet[Int(high >> UInt64($0 * 5) & 31)] }
        let second = (0..<8).map { alphabet[Int(low >> UInt64($0 * 5) & 31)] }
        return String(time + first + second)
    }
}
