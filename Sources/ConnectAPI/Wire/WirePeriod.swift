import UsageModel

/// `period` of a usage file: dates, or instants where a tool sent such.
///
/// Of an instant the written date counts: `2026-10-31T00:00:00+02:00` means October 31.
struct WirePeriod: Decodable {
    /// Nil where an end is missing, or the end lies before the beginning: no period then.
    var span: DateSpan?

    private enum CodingKeys: String, CodingKey { case from, to }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        func date(_ key: CodingKeys) throws -> CalendarDate? {
            guard let text = try values.decodeIfPresent(String.self, forKey: key), !text.isEmpty
            else { return nil }
            guard let date = CalendarDate(text.prefix(10)),
                text.utf8.count == 10 || Timestamp(text) != nil
            else {
                throw DecodingError.dataCorruptedError(
                    forKey: key, in: values, debugDescription: "not a date: '\(text)'")
            }
            return date
        }
        guard let from = try date(.from), let to = try date(.to) else { return }
        span = DateSpan(from: from, to: to)
    }
}
