/// The strings that a workbook's cells refer to by number, in one block of memory.
struct SharedStrings {
    private var bytes: [UInt8] = []
    /// Where each string ends.
    private var ends: [Int] = []

    var count: Int { ends.count }

    /// The string of a number, nil if there is none.
    subscript(index: Int) -> String? {
        guard ends.indices.contains(index) else { return nil }
        let start = index == 0 ? 0 : ends[index - 1]
        return EscapedText.decoded(String(decoding: bytes[start..<ends[index]], as: UTF8.self))
    }

    mutating func append(_ text: [UInt8], limits: XLSXLimits) throws(PartFault) {
        guard ends.count < limits.sharedStrings else {
            throw .tooLarge("more than \(limits.sharedStrings) shared strings")
        }
        guard bytes.count + text.count <= limits.sharedStringBytes else {
            throw .tooLarge("shared strings of more than \(limits.sharedStringBytes) bytes")
        }
        bytes.append(contentsOf: text)
        ends.append(bytes.count)
    }
}
