/// The fields of one row as ranges of bytes, so that a reader of large files makes no string twice.
struct FieldRow {
    /// A vendor's own column and where its value stands.
    struct Custom {
        var name: String
        var range: Range<Int>
    }

    /// By `RecordField.rawValue`; an empty range stands for an absent or empty field.
    var fixed: [Range<Int>]
    /// In order of name.
    var custom: [Custom] = []

    /// Where numbers begin that are not texts of the vendor's, so that they are written with a
    /// point and without grouping whatever the source's texts are like: those of JSON and of
    /// numeric cells.
    var plainNumbers: Set<Int> = []

    /// By where they begin numbers of which digits may be lost.
    var inexact: [Int: InexactNumber] = [:]

    init() {
        fixed = Array(repeating: 0..<0, count: RecordField.allCases.count)
    }

    subscript(field: RecordField) -> Range<Int> {
        get { fixed[field.rawValue] }
        set { fixed[field.rawValue] = newValue }
    }

    mutating func clear() {
        for index in fixed.indices { fixed[index] = 0..<0 }
        custom.removeAll(keepingCapacity: true)
        plainNumbers.removeAll(keepingCapacity: true)
        if !inexact.isEmpty { inexact.removeAll() }
    }

    /// The number at a place, where digits of it may be lost.
    func inexactNumber(_ range: Range<Int>) -> InexactNumber? {
        range.isEmpty ? nil : inexact[range.lowerBound]
    }

    func isPlainNumber(_ range: Range<Int>) -> Bool {
        !plainNumbers.isEmpty && !range.isEmpty && plainNumbers.contains(range.lowerBound)
    }
}
