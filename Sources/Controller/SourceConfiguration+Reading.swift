import UsageSources
import YAMLDocument

extension SourceConfiguration {
    /// Takes a source that was read by its definition.
    ///
    /// - Parameter path: makes a path absolute.
    init?(_ value: TypedValue, _ path: (String) -> String) {
        guard let name = value["name"]?.text else { return nil }
        let mapping = RowMapping(value, path)
        let expectedBy = value["expectedBy"]?.duration
        switch value["type"]?.text {
        case "files":
            guard let template = value["path"]?.text else { return nil }
            self = .files(
                FilesSourceConfiguration(
                    name: name, pathTemplate: path(template), mapping: mapping,
                    expectedBy: expectedBy))
        default: return nil
        }
    }
}
