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
            var files = FilesSourceConfiguration(
                name: name, pathTemplate: path(template), mapping: mapping,
                expectedBy: expectedBy)
            files.sheet = value["sheet"]?.text
            files.recordsAt = value["recordsAt"]?.text
            files.completeness = Completeness(value["complete"], path)
            self = .files(files)
        case "http":
            guard let own = HTTPSourceConfiguration(value, name: name, mapping, path) else {
                return nil
            }
            self = .http(own)
        case "command":
            guard let own = CommandSourceConfiguration(value, name: name, mapping, path) else {
                return nil
            }
            self = .command(own)
        case "postgres":
            guard let own = PostgresSourceConfiguration(value, name: name, mapping, path) else {
                return nil
            }
            self = .postgres(own)
        default: return nil
        }
    }
}

extension Completeness {
    fileprivate init(_ value: TypedValue?, _ path: (String) -> String) {
        self.init()
        marker = value?["marker"]?.text.map(path)
        count = value?["files"]?.text.flatMap(Int.init)
        files = (value?["files"]?.items ?? []).compactMap(\.text).map(path)
        unchangedFor = value?["unchangedFor"]?.duration
    }
}
