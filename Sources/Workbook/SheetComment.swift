/// A remark that somebody attached to a cell.
package struct SheetComment: Hashable, Sendable {
    /// From 1.
    package var row: Int
    /// From 0.
    package var column: Int
    package var text: String
}
