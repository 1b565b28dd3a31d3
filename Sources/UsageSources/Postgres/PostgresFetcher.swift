import Programs

/// Asks a vendor's database.
struct PostgresFetcher: UsageFetcher {
    let configuration: PostgresSourceConfiguration
    let time: SourceTime
    private let query: QueryTemplate

    var name: String { configuration.name }
    var asksByProduct: Bool { query.parameters.contains("product") }
    var concurrency: Int { configuration.concurrency }

    init(
        _ configuration: PostgresSourceConfiguration, time: SourceTime
    ) throws(SourceConfigurationError) {
        self.configuration = configuration
        self.time = time
        query = try QueryTemplate(configuration.query.text())
        guard case .inline(let dsn) = configuration.dsn else { return }
        do throws(FetchFailure) {
            let values = try ConnectionParameters(dsn: dsn).values
            guard values["password"] == nil else {
                throw FetchFailure(
                    "the dsn has a password in it, which belongs into a file that 'passwordFile' "
                        + "names, or the whole dsn into one that 'dsnFile' names")
            }
        } catch {
            throw .source(error.reason)
        }
    }

    func serving(_ body: @Sendable (@escaping Question) async -> UsageReading) async -> UsageReading
    {
        await body { unit, folder in await fetch(unit, into: folder) }
    }

    /// Asks one question, for the time of the limits at most.
    private func fetch(_ unit: FetchUnit, into folder: SpoolFolder) async -> FetchAnswer {
        let origin = "postgres \(name) (\(unit))"
        do {
            let stop = try StopSignal()
            let fetch = PostgresFetch(
                configuration: configuration, query: query, unit: unit, origin: origin, stop: stop)
            // The server ends a query that takes too long; this is for one that does not answer.
            let limit = configuration.connectTimeout + configuration.timeout
            let answer = try await TimeLimit.run(limit, sleep: time.sleep) {
                await withTaskCancellationHandler {
                    await OwnThread.run(named: "postgres") { fetch.run(into: folder) }
                } onCancel: {
                    stop.stop()
                }
            }
            return answer
                ?? .unknown(
                    FetchFailure("\(origin): no whole answer within \(limit)", concernsAll: true))
        } catch {
            return .unknown(FetchFailure("\(origin): \(error)"))
        }
    }
}

extension FetchedSource {
    /// A source that asks a vendor's database.
    package static func postgres(
        _ configuration: PostgresSourceConfiguration, time: SourceTime = .system
    ) throws(SourceConfigurationError) -> FetchedSource {
        try FetchedSource(
            PostgresFetcher(configuration, time: time), mapping: configuration.mapping)
    }
}
