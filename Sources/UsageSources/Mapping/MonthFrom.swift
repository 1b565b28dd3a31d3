/// Which month a record belongs to.
package enum MonthFrom: String, Sendable, CaseIterable {
    case start
    case end
    /// The month that was asked for: the `{month}` of a path or of an address.
    case file
}
