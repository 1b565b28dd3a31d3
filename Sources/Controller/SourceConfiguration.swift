package import UsageSources

/// A usage source as it is configured, of whatever type.
package enum SourceConfiguration: Sendable {
    case files(FilesSourceConfiguration)

    package var name: String {
        switch self {
        case .files(let configuration): configuration.name
        }
    }

    /// How a vendor's rows become records.
    package var mapping: RowMapping {
        switch self {
        case .files(let configuration): configuration.mapping
        }
    }

    /// How long after a month's end its usage may still be missing; nil: until the due date.
    package var expectedBy: Duration? {
        switch self {
        case .files(let configuration): configuration.expectedBy
        }
    }

    /// The source itself, ready to be asked.
    ///
    /// - Parameter memory: what it may keep from one reading to the next.
    package func source(
        _ memory: SourceMemory = SourceMemory()
    ) throws(SourceConfigurationError) -> any UsageSource {
        switch self {
        case .files(let configuration): try FilesSource(configuration, memory: memory)
        }
    }
}
