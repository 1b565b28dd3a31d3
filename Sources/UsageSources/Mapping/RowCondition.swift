/// A condition on one column of the vendor's row; texts are compared as they stand.
package struct RowCondition: Hashable, Sendable {
    package enum Test: Hashable, Sendable {
        case isOneOf([String])
        case isNoneOf([String])
        case isEmpty
        case isNotEmpty
    }

    package var column: String
    package var test: Test

    package init(_ column: String, _ test: Test) {
        self.column = column
        self.test = test
    }

    /// What the column had to be, for messages.
    var expectation: String {
        switch test {
        case .isOneOf(let texts): texts.map { RowFault.quoted($0) }.joined(separator: " or ")
        case .isNoneOf(let texts):
            "anything but " + texts.map { RowFault.quoted($0) }.joined(separator: " and ")
        case .isEmpty: "empty"
        case .isNotEmpty: "not empty"
        }
    }
}

/// A condition made ready for rows of bytes.
struct RowTest: Sendable {
    /// The place of the column among the wanted ones.
    let slot: Int
    private let texts: [[UInt8]]
    /// What the answer is where the column has one of the texts.
    private let wanted: Bool

    init(_ condition: RowCondition, slot: Int) {
        self.slot = slot
        switch condition.test {
        case .isOneOf(let texts): (self.texts, wanted) = (texts.map { Array($0.utf8) }, true)
        case .isNoneOf(let texts): (self.texts, wanted) = (texts.map { Array($0.utf8) }, false)
        case .isEmpty: (texts, wanted) = ([[]], true)
        case .isNotEmpty: (texts, wanted) = ([[]], false)
        }
    }

    /// Whether a column's value meets the condition.
    func holds(_ range: Range<Int>, in bytes: [UInt8]) -> Bool {
        for text in texts where text.count == range.count {
            var offset = 0
            while offset < text.count, text[offset] == bytes[range.lowerBound + offset] {
                offset += 1
            }
            if offset == text.count { return wanted }
        }
        return !wanted
    }
}
