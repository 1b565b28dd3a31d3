/// When the files of a month are whole, beyond being there; every condition that is given must hold.
package struct Completeness: Hashable, Sendable {
    /// An absolute path with `{month}` and `{product}` of a file that says so by being there.
    package var marker: String?
    /// How many files a month has.
    package var count: Int?
    /// Absolute paths, with globs and placeholders, of which each must match a file.
    package var files: [String] = []
    /// How long the files must have been the same, over two readings at least.
    package var unchangedFor: Duration?

    package init() {}
}

/// Completeness with its paths understood.
struct CompletenessRules: Sendable {
    let marker: PathTemplate?
    let count: Int?
    let files: [PathTemplate]
    let unchangedFor: Duration?

    var isEmpty: Bool {
        marker == nil && count == nil && files.isEmpty && unchangedFor == nil
    }

    init(_ completeness: Completeness) throws(SourceConfigurationError) {
        marker = if let path = completeness.marker { try PathTemplate(path) } else { nil }
        count = completeness.count
        var files: [PathTemplate] = []
        for path in completeness.files { files.append(try PathTemplate(path)) }
        self.files = files
        unchangedFor = completeness.unchangedFor
    }
}
