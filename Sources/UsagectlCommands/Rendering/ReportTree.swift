/// A report as its JSON says it, without the types: what the YAML text is written from.
///
/// Going through the JSON means that a key that is added to the report is in the YAML too.
enum ReportTree: Hashable, Sendable, Decodable {
    case null
    case bool(Bool)
    case integer(Int)
    case text(String)
    case list([ReportTree])
    case mapping([String: ReportTree])

    /// Decimals are texts in a report; a number that is no integer is an error.
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let flag = try? value.decode(Bool.self) {
            self = .bool(flag)
        } else if let integer = try? value.decode(Int.self) {
            self = .integer(integer)
        } else if let items = try? value.decode([ReportTree].self) {
            self = .list(items)
        } else {
            self = .mapping(try value.decode([String: ReportTree].self))
        }
    }
}
