/// A value that is nil where its shape is not the expected one; for parts that no decision rests
/// on, or whose absence is the careful reading.
struct Lossy<Value: Decodable>: Decodable {
    let value: Value?

    init(from decoder: any Decoder) throws {
        value = try? Value(from: decoder)
    }
}
