import FoundationEssentials
import UsageModel

/// A row of `/usage/records` as far as sums need it.
struct WireRecordTotal: Decodable, Sendable {
    struct File: Decodable, Sendable { var id: String? }
    struct Item: Decodable, Sendable { var mpn: String? }

    var id: String
    var usagefile: File?
    var item: Item?
    var usage: LenientDecimal?
    var amount: LenientDecimal?

    var mpn: String { item?.mpn ?? "" }
}

/// A number that may arrive as a number or as text.
struct LenientDecimal: Decodable, Sendable {
    var value: ExactDecimal

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text: String
        if let plain = try? container.decode(String.self) {
            text = plain
        } else {
            text = "\(try container.decode(Decimal.self))"
        }
        guard let value = ExactDecimal(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is no number"))
        }
        self.value = value
    }
}
