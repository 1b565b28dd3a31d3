/// A query whose named parameters were found and numbered for the server.
///
/// A colon is a parameter's only in the statement itself: not in quotes, comments and dollar quotes,
/// and not as a part of `::`.
struct QueryTemplate: Hashable, Sendable {
    /// What may stand behind a colon.
    static let names = ["product", "month", "from", "to"]

    /// With `$1`, `$2` for the names.
    let text: String
    /// The name that `$1`, `$2` stand for, each once.
    let parameters: [String]

    init(_ query: String) throws(SourceConfigurationError) {
        var scanner = QueryScanner(query)
        try scanner.scan()
        text = scanner.output
        parameters = scanner.parameters
        guard ["month", "from", "to"].contains(where: parameters.contains) else {
            throw .source(
                "the query asks for no month, expected the parameter :month, or :from and :to")
        }
    }

    /// The values of the parameters, in their order.
    func values(for unit: FetchUnit) -> [String] {
        parameters.map { unit.value(of: $0) ?? "" }
    }
}
