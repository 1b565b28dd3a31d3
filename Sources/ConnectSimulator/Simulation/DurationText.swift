/// Reads durations such as `500ms`, `30s`, `15m`, `24h`, `3d`; a bare number is seconds.
package enum DurationText {
    package static func read(_ text: String) -> Duration? {
        let units: [(suffix: String, milliseconds: Double)] = [
            ("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000), ("d", 86_400_000), ("", 1000),
        ]
        for unit in units where text.hasSuffix(unit.suffix) {
            let number = Double(text.dropLast(unit.suffix.count))
            guard let number, number.isFinite, abs(number) < 1e9 else { return nil }
            return .milliseconds(Int64((number * unit.milliseconds).rounded()))
        }
        return nil
    }
}
