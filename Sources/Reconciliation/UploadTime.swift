package import UsageModel

/// What the answer of an upload tells of the platform's own time of it, by which our content is
/// known again.
package enum UploadTime: Hashable, Sendable {
    /// The answer names it.
    case named(Timestamp)
    /// The answer was given at this time of the platform's clock, cut to the second: our upload is
    /// not later, and whatever is later is somebody else's.
    case notAfter(Timestamp)
    /// The answer says nothing by which our upload could be told from another.
    case unsaid

    /// The time itself, where the answer names it.
    package var named: Timestamp? {
        if case .named(let time) = self { return time }
        return nil
    }
}
