extension FetchedSource {
    /// A source that asks a vendor's API.
    package static func http(
        _ configuration: HTTPSourceConfiguration, time: SourceTime = .system
    ) throws(SourceConfigurationError) -> FetchedSource {
        try FetchedSource(
            HTTPFetcher(configuration, time: time), mapping: configuration.mapping)
    }
}
