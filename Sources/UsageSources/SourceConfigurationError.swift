/// Why a source cannot be used as it is configured.
package enum SourceConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    case path(String, reason: String)
    case field(String, nearest: String?)
    case fieldNameTwice(String)
    case monthFromFileWithoutMonth(path: String)
    case template(String, field: String, reason: String)
    case formatOfNoTime(String)
    case arithmeticOfText(String)
    /// What is wrong with a source, in whole words.
    case source(String)

    package var description: String {
        switch self {
        case .path(let path, let reason):
            "the path '\(path)' \(reason)"
        case .field(let name, let nearest):
            "'fields' has no column '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
        case .fieldNameTwice(let name):
            "'fields' gives the name '\(name)' to two columns"
        case .template(let template, let field, let reason):
            "the template '\(template)' of '\(field)' \(reason); a column's name stands in "
                + "braces, and a brace itself is doubled"
        case .formatOfNoTime(let field):
            "'\(field)' is no time, so it has no 'format'"
        case .arithmeticOfText(let field):
            "'\(field)' is no number, so nothing can be reckoned with it"
        case .source(let problem): problem
        case .monthFromFileWithoutMonth(let path):
            "'monthFrom: file' needs '{month}' in the path, and '\(path)' has none"
        }
    }
}
