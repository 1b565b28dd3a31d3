/// What the vendor's names of subscriptions are replaced by.
package struct RenameRule: Hashable, Sendable {
    /// What becomes of a name that is not listed.
    package enum Otherwise: String, Sendable, CaseIterable {
        case keep
        /// Its rows are bad rows.
        case refuse
    }

    /// New names by old ones.
    package var names: [String: String]
    /// An absolute path of a CSV file with the columns `from` and `to`; nil for none.
    package var file: String?
    package var otherwise: Otherwise

    package init(
        names: [String: String] = [:], file: String? = nil, otherwise: Otherwise = .keep
    ) {
        self.names = names
        self.file = file
        self.otherwise = otherwise
    }
}
