package import UsageModel

/// The records of a reading by product and month, in the order of files and lines.
///
/// They lie in a temporary file once they are many; what is asked of them is given record by record.
package struct RecordStore: Sendable {
    private let entries: Spilled<UsageScope>
    /// The names of files that entries point to.
    package let files: [String]
    /// What names the subscriptions of a product's records, in all its months.
    package let subscriptions: [ProductID: Set<String>]

    init(
        entries: Spilled<UsageScope>, files: [String], subscriptions: [ProductID: Set<String>]
    ) {
        self.entries = entries
        self.files = files
        self.subscriptions = subscriptions
    }

    /// A store without a record.
    package init() {
        self.init(entries: Spill().finish(), files: [], subscriptions: [:])
    }

    /// The products and months with records, in order.
    package var scopes: [UsageScope] { entries.keys.sorted() }

    package var isEmpty: Bool { entries.keys.isEmpty }

    package func count(of scope: UsageScope) -> Int { entries.count(of: scope) }

    /// Gives every record of a scope as it is stored, with a decoder for it; the bytes are valid
    /// for the call only.
    package func forEachEntry(
        of scope: UsageScope,
        _ body: (inout RecordDecoder, _ bytes: [UInt8], _ entry: Range<Int>) throws -> Void
    ) throws {
        var decoder = RecordDecoder(product: scope.product, files: files)
        try entries.forEach(of: scope) { bytes, entry in try body(&decoder, bytes, entry) }
    }

    /// Gives every record of a scope.
    package func forEach(of scope: UsageScope, _ body: (UsageRecord) throws -> Void) throws {
        try forEachEntry(of: scope) { decoder, bytes, entry in
            try body(try decoder.record(of: entry, in: bytes))
        }
    }
}
