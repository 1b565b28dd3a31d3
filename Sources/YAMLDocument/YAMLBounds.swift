/// What a file may not exceed: nobody's policies do, and a hostile or broken file must not take the
/// controller down.
package enum YAMLBounds {
    /// The largest file in bytes: 1 MiB.
    package static let fileSize = 1 << 20
    /// The deepest nesting of lists and mappings, aliases expanded.
    package static let depth = 64
    /// The most nodes of a file, aliases and merge keys expanded.
    package static let expandedNodes = 100_000
    /// The most diagnostics that are reported for one file.
    package static let diagnostics = 100
}
