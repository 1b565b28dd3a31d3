/// The number of the entry that holds an intent; its outcome names it.
package struct IntentID: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
    package let number: Int64

    package init(number: Int64) {
        self.number = number
    }

    package init(from decoder: any Decoder) throws {
        number = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(number)
    }

    package static func < (left: IntentID, right: IntentID) -> Bool { left.number < right.number }

    package var description: String { String(number) }
}
