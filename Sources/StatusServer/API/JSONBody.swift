import FoundationEssentials
import UsageModel

/// A value as the JSON that scripts read.
enum JSONBody {
    /// Keys sorted, so that two answers can be compared line by line.
    static func of(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
    }
}

/// What every refused request of the API says.
struct APIError: Encodable {
    var error: String
}
