/// Whether a source vouches for a product's month.
package enum UsageStatement: Hashable, Sendable {
    /// What is there is whole: a cell without a record is an attested zero.
    case known
    /// The source cannot say; the text says why, with file and line where there is one.
    case unknown(String)
}
