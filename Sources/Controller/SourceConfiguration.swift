package import UsageSources

/// A usage source as it is configured, of whatever type.
package enum SourceConfiguration: Sendable {
    case files(FilesSourceConfiguration)
    case http(HTTPSourceConfiguration)
    case command(CommandSourceConfiguration)
    case postgres(PostgresSourceConfiguration)

    /// What a source of any type is told.
    private var common: any CommonSourceConfiguration {
        switch self {
        case .files(let configuration): configuration
        case .http(let configuration): configuration
        case .command(let configuration): configuration
        case .postgres(let configuration): configuration
        }
    }

    package var name: String { common.name }

    /// How a vendor's rows become records.
    package var mapping: RowMapping { common.mapping }

    /// How long after a month's end its usage may still be missing; nil: until the due date.
    package var expectedBy: Duration? { common.expectedBy }

    /// Where the records stand in a JSON answer or document, nil for everywhere else.
    package var recordsAt: String? {
        switch self {
        case .files(let configuration): configuration.recordsAt
        case .http(let configuration): configuration.recordsAt
        case .command, .postgres: nil
        }
    }

    /// The sheet of workbooks, where one is named.
    package var sheet: String? {
        if case .files(let configuration) = self { configuration.sheet } else { nil }
    }

    /// The variables of the environment that hold secrets of the source.
    package var secretVariables: Set<String> {
        let places: [SecretPlace?] =
            switch self {
            case .files, .command: []
            case .http(let configuration): [configuration.authorization?.secret]
            case .postgres(let configuration): [configuration.password, configuration.dsn.secret]
            }
        let names = places.compactMap { place -> String? in
            if case .environment(let name)? = place { name } else { nil }
        }
        return Set(names)
    }

    /// The source itself, ready to be asked.
    ///
    /// - Parameters:
    ///   - memory: what it may keep from one reading to the next.
    ///   - secretVariables: what a source's program must not inherit.
    ///   - complain: told what a source's program wrote to its stderr.
    package func source(
        _ memory: SourceMemory = SourceMemory(),
        hiding secretVariables: Set<String> = [],
        complain: @escaping @Sendable (String) -> Void = { _ in }
    ) throws(SourceConfigurationError) -> any UsageSource {
        switch self {
        case .files(let configuration):
            return try FilesSource(configuration, memory: memory)
        case .http(let configuration): return try FetchedSource.http(configuration)
        case .postgres(let configuration): return try FetchedSource.postgres(configuration)
        case .command(var configuration):
            configuration.hidden = secretVariables
            return try FetchedSource.command(configuration, complain: complain)
        }
    }
}
