/// The size of a list in one query: 100 ids of 21 characters keep a URL under 4 kB, which every
/// proxy takes.
package enum Batches {
    package static let size = 100

    /// The most bytes of a list as it stands in a URL: longer values are fewer to a query.
    package static let mostBytes = 3_500

    /// Distinct values in order, in lists of at most ``size`` values and ``mostBytes`` bytes.
    ///
    /// A value that is longer by itself is in a list of its own; ``RQL/canCarry(_:)`` tells.
    package static func of(_ values: some Sequence<String>) -> [[String]] {
        var batches: [[String]] = []
        var bytes = 0
        for value in Set(values).sorted() {
            let length = Self.length(of: value)
            if let last = batches.last, last.count < size, bytes + length <= mostBytes {
                batches[batches.count - 1].append(value)
                bytes += length
            } else {
                batches.append([value])
                bytes = length
            }
        }
        return batches
    }

    /// The bytes that a value takes, with its quotes and the comma behind it.
    package static func length(of value: String) -> Int {
        QueryString.encodedLength(of: value) + "%22%22,".utf8.count
    }
}
