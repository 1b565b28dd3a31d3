/// What a source of any type is told.
package protocol CommonSourceConfiguration: Sendable {
    /// The name by which policies refer to it.
    var name: String { get }
    /// How a vendor's rows become records.
    var mapping: RowMapping { get }
    /// How long after a month's end its usage may still be missing; nil: until the due date.
    var expectedBy: Duration? { get }
}
