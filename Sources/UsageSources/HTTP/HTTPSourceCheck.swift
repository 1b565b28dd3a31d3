/// Conditions between the parts of an http source.
enum HTTPSourceCheck {
    static func check(
        _ configuration: HTTPSourceConfiguration, _ template: URLTemplate
    ) throws(SourceConfigurationError) {
        let isByCursor = if case .cursor = configuration.pagination { true } else { false }
        let isByPage = if case .page = configuration.pagination { true } else { false }
        guard template.has("cursor") == isByCursor else {
            throw .source(
                isByCursor
                    ? "'pagination: {by: cursor}' needs {cursor} in the url's query"
                    : "{cursor} in the url needs 'pagination: {by: cursor}'")
        }
        guard template.has("page") == isByPage else {
            throw .source(
                isByPage
                    ? "'pagination: {by: page}' needs {page} in the url"
                    : "{page} in the url needs 'pagination: {by: page}'")
        }
        let isRows = configuration.format == .csv || configuration.format == .jsonl
        if isRows, let field = configuration.wantedMembers.sorted().first {
            throw .source(
                "'\(field)' can be found in a JSON answer only, and 'format' says "
                    + "\(configuration.format?.rawValue ?? "")")
        }
        if isRows, configuration.recordsAt != nil {
            throw .source(
                "'recordsAt' is a place in a JSON answer, and 'format' says "
                    + "\(configuration.format?.rawValue ?? "")")
        }
    }
}
