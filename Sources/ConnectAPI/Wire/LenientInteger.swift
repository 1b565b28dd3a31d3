/// A count that may arrive as a string.
struct LenientInteger: Decodable {
    let value: Int

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Int.self) {
            value = number
            return
        }
        let text = try container.decode(LenientText.self).text
        guard let number = Int(text) ?? Double(text).flatMap(Int.init(exactly:)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a whole number: '\(text)'")
        }
        value = number
    }
}
