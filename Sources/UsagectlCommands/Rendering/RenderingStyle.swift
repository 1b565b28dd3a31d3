/// How much of a report is shown, and on what kind of terminal.
package struct RenderingStyle: Hashable, Sendable {
    /// Whether states are coloured by escape sequences; only the table knows colours of this kind.
    package var color: Bool
    /// Columns of the terminal. Only ids and commands, which must stay copyable, may be wider.
    package var width: Int
    /// Whether the table, the page and the Markdown text list cells in sync too.
    package var showsAll: Bool

    package init(color: Bool = false, width: Int = 100, showsAll: Bool = false) {
        self.color = color
        self.width = width
        self.showsAll = showsAll
    }
}
