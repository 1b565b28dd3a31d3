/// The size of a list in one query: 100 ids of 21 characters keep a URL under 4 kB, which every
/// proxy takes.
package enum Batches {
    package static let size = 100

    /// Distinct values in order, in lists of at most ``size``.
    static func of(_ values: some Sequence<String>) -> [[String]] {
        let sorted = Set(values).sorted()
        return stride(from: 0, to: sorted.count, by: size).map {
            Array(sorted[$0..<min($0 + size, sorted.count)])
        }
    }
}
