package import UsageModel

/// A usage file of the model: what lists show of it, and the truth that they do not show.
package struct ModelFile: Hashable, Sendable {
    /// Whose hand made it.
    package enum Maker: Hashable, Sendable {
        /// An installation, by the number of its ledger.
        case ledger(Int)
        case person
    }

    package var shown: UsageFile
    package var maker: Maker
    /// The digest of the rows in it, nil before the first upload.
    package var content: String?
    /// Whether the platform will find, or has found, the rows valid.
    package var isValid = true
    /// The platform's version at which a person submitted it.
    package var submittedByHand: Int?

    package init(_ shown: UsageFile, maker: Maker, content: String? = nil) {
        self.shown = shown
        self.maker = maker
        self.content = content
    }
}
