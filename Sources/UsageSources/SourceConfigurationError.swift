/// Why a source cannot be used as it is configured.
package enum SourceConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
    case path(String, reason: String)
    case field(String, nearest: String?)
    case fieldNameTwice(String)
    case monthFromFileWithoutMonth(path: String)

    package var description: String {
        switch self {
        case .path(let path, let reason):
            "the path '\(path)' \(reason)"
        case .field(let name, let nearest):
            "'fields' has no column '\(name)'" + (nearest.map { "; did you mean '\($0)'?" } ?? "")
        case .fieldNameTwice(let name):
            "'fields' gives the name '\(name)' to two columns"
        case .monthFromFileWithoutMonth(let path):
            "'monthFrom: file' needs '{month}' in the path, and '\(path)' has none"
        }
    }
}
