/// A count that may arrive as a string.
struct LenientInteger: Decodable {
    /// No account has as many records; what is larger is nonsense, and adding to it could end the
    /// process.
    static let largest = 1_000_000_000_000

    /// At most ``largest``, up or down.
    let value: Int

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(LenientText.self).text
        guard let number = Int(text) ?? Double(text).flatMap(Int.init(exactly:)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a whole number: '\(text)'")
        }
        guard (-Self.largest...Self.largest).contains(number) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a count: '\(text)'")
        }
        value = number
    }
}
