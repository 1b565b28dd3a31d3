package import ConnectSimulator
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
    /// How many rows are in it; the platform's own figures follow when it has processed them.
    package var rows = 0
    /// Whether the platform will find, or has found, the rows valid.
    package var isValid = true
    /// The platform's version at which a person uploaded other rows over those of an installation.
    package var overwrittenByHand: Int?
    /// The platform's version at which a person submitted it.
    package var submittedByHand: Int?

    package init(_ shown: UsageFile, maker: Maker, content: String? = nil) {
        self.shown = shown
        self.maker = maker
        self.content = content
    }

    /// Moves the rows from one of the platform's figures to the next.
    package mutating func count(_ action: FileAction) {
        let all = shown.stats.uploaded ?? 0
        switch action {
        case .submit:
            shown.stats.validated = 0
            shown.stats.pending = all
        case .accept:
            shown.stats.pending = 0
            shown.stats.accepted = all
        case .reject: shown.stats.pending = 0
        case .close:
            shown.stats.accepted = 0
            shown.stats.closed = all
        case .delete: break
        }
    }
}
