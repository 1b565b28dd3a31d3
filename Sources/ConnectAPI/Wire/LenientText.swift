/// A text that may arrive as a number or a boolean: external ids sometimes are integers.
struct LenientText: Decodable {
    let text: String

    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer()
        if let text = try? value.decode(String.self) {
            self.text = text
        } else if let number = try? value.decode(Int64.self) {
            text = String(number)
        } else if let flag = try? value.decode(Bool.self) {
            text = String(flag)
        } else {
            text = "\(try value.decode(Double.self))"
        }
    }
}
