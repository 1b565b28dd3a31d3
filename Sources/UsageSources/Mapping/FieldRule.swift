/// Where the value of a field comes from, and what is done to it.
package struct FieldRule: Hashable, Sendable {
    package enum Origin: Hashable, Sendable {
        case column(String)
        /// Text with column names in braces; empty where any of the columns is.
        case template(String)
        case constant(String)
    }

    package var origin: Origin
    /// What stands for an empty value: a text with column names in braces, or a number.
    package var otherwise: String?
    /// How this time is written, where it differs from the source's others.
    package var format: TimeFormat?
    package var arithmetic: Arithmetic?

    package init(_ origin: Origin) {
        self.origin = origin
    }

    /// A template where the text has braces, else a column's name.
    package init(_ text: String) {
        self.init(text.contains("{") || text.contains("}") ? .template(text) : .column(text))
    }
}
