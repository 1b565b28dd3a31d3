/// Gathers the pieces of one text up to a limit.
struct TextCollector {
    private(set) var bytes: [UInt8] = []
    private let limit: Int

    init(limit: Int) {
        self.limit = limit
    }

    mutating func append(_ piece: UnsafeBufferPointer<UInt8>) throws(PartFault) {
        guard bytes.count + piece.count <= limit else {
            throw .tooLarge("a text of more than \(limit) bytes")
        }
        unsafe bytes.append(contentsOf: piece)
    }

    /// Forgets the text and keeps its memory.
    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
    }

    /// The text; expat has checked that it is UTF-8.
    var text: String { String(decoding: bytes, as: UTF8.self) }
}
