package import Hummingbird
package import Logging
import NIOCore
import ServiceLifecycle
package import UsageModel

#if canImport(Darwin)
    import Darwin
#else
    import Glibc
#endif

/// The status server: pages, the JSON interface, health and metrics, beside the loop.
package struct StatusServer: Service {
    private let configuration: StatusConfiguration
    private let routes: StatusRoutes
    private let logger: Logger
    private let onReady: @Sendable (Int) -> Void

    /// - Parameters:
    ///   - configuration: checked by ``StatusConfiguration/check(listen:tokenFile:)``.
    ///   - record: read over a connection of its own.
    ///   - version: as the build has it.
    ///   - now: the evaluating clock, the same as the loop's.
    ///   - onReady: called with the port once the server listens.
    package init(
        configuration: StatusConfiguration, record: any StatusRecord, loop: LoopStatus,
        metrics: PrometheusRegistry, version: String, logger: Logger,
        now: @escaping @Sendable () -> Timestamp,
        onReady: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        self.configuration = configuration
        self.logger = logger
        self.onReady = onReady
        let latest = LatestReport(record)
        let comparison = LatestComparison(record)
        routes = StatusRoutes(
            hosts: HostCheck(address: configuration.address),
            gate: Gate(token: configuration.token),
            health: HealthRoutes(loop: loop),
            pages: PageRoutes(
                record: record, latest: latest, comparison: comparison, loop: loop,
                version: version),
            api: APIRoutes(
                record: record, latest: latest, comparison: comparison, loop: loop,
                version: version),
            metrics: metrics, version: version, now: now, logger: logger)
    }

    /// The server as an application of Hummingbird, for its test framework.
    package var application: Application<StatusResponder> {
        let onReady = onReady
        return Application(
            responder: StatusResponder(routes: routes),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.address.host, port: configuration.address.port)),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) },
            logger: logger)
    }

    /// Serves until a graceful shutdown.
    ///
    /// - Throws: ``StatusConfigurationError/cannotListen(_:reason:)`` where the address is taken or
    ///   is none of this machine's.
    package func run() async throws {
        do {
            try await application.run()
        } catch let error as IOError {
            throw StatusConfigurationError.cannotListen(
                configuration.address, reason: Self.words(error.errnoCode))
        }
    }

    private static func words(_ code: Int32) -> String {
        switch code {
        case EADDRINUSE: "the address is in use"
        case EADDRNOTAVAIL: "it is no address of this machine"
        case EACCES: "permission denied"
        default: "error \(code)"
        }
    }
}
