import Controller
import Ledger
import Logging
import StatusServer
import UsageModel

/// The status server of a run, and what keeps it informed.
struct RunStatus {
    /// Started beside the loop.
    let server: StatusServer
    /// One of the loop's observers.
    let observer: StatusObserver
    /// What `/metrics` shows: the factory for everything that runs beside the server.
    let registry: PrometheusRegistry
    private let reader: Ledger

    /// The ledger, which the loop has opened by then, is read over a connection of its own, so that
    /// no page makes a cycle wait.
    ///
    /// - Throws: where the address or the token file must not be used, or the ledger cannot be
    ///   read.
    init(
        _ configuration: ControllerConfiguration, clock: OffsetClock,
        logger: Logger
    ) throws {
        guard let address = StatusAddress(configuration.statusListen) else {
            throw CommandFailure.usage(
                "spec.status.listen is '\(configuration.statusListen)', expected an address and a "
                    + "port such as 127.0.0.1:8080")
        }
        let now: @Sendable () -> Timestamp = { clock.now }
        let checked = try Self.checked(address, tokenFile: configuration.statusTokenFile)
        reader = try Ledger.open(
            path: configuration.ledger, binding: nil, mode: .readOnly, at: now())
        let loop = LoopStatus(start: now(), interval: configuration.loop.interval)
        registry = PrometheusRegistry()
        registry.setBuild(version: Version.number, commit: Version.commit)
        observer = StatusObserver(
            status: loop, metrics: LoopMetrics(factory: registry.factory), now: now)
        server = StatusServer(
            configuration: checked, record: LedgerStatusRecord(reader), loop: loop,
            metrics: registry, version: Version.number, logger: logger, now: now,
            onReady: { port in
                logger.notice(
                    "the status page is served",
                    metadata: ["address": "http://\(address.text(port: port))/"])
            })
    }

    /// Lets go of the ledger's file: whoever writes it closes it last.
    func close() async throws {
        try await reader.close()
    }

    /// A server that others could reach without a token is not started.
    private static func checked(
        _ address: StatusAddress, tokenFile: String?
    ) throws -> StatusConfiguration {
        do throws(StatusConfigurationError) {
            return try StatusConfiguration.check(listen: address, tokenFile: tokenFile)
        } catch {
            throw CommandFailure.usage("\(error)")
        }
    }
}
