/// What becomes of a month with a row of which no record can be made.
package enum BadRowRule: String, Sendable, CaseIterable {
    /// The month is unknown.
    case hold
    /// The row is unattributed, with its place, as long as such rows are few.
    case quarantine

    /// One row in so many may be bad.
    static let quarantinedAtMostOneIn = 200
}
