import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

/// Serves a simulation over HTTP on the loopback interface.
package struct SimulatorServer: Sendable {
    /// Where the API begins.
    package static let basePath = "/public/v1"
    private static let controlPath = "/_simulator"
    private static let storagePath = "/_storage"
    /// Uploads above it are cut off, in bytes.
    private static let maximumBody = 256 << 20

    /// Where a running server is found.
    package struct Address: Hashable, Sendable {
        package let port: Int
        /// With the base path.
        package var url: String { "http://127.0.0.1:\(port)\(basePath)" }
        /// Of the endpoints that control the simulator.
        package var controlURL: String { "http://127.0.0.1:\(port)\(controlPath)" }
    }

    package let host: SimulationHost

    package init(host: SimulationHost) {
        self.host = host
    }

    /// Serves while `body` runs.
    package func withRunning<Value: Sendable>(
        port: Int = 0, _ body: (Address) async throws -> Value
    ) async throws -> Value {
        let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
        let group = try serviceGroup(port: port, signals: false) { continuation.yield($0) }
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { continuation.finish() }
                try await group.run()
            }
            var iterator = ports.makeAsyncIterator()
            guard let port = await iterator.next() else {
                try await tasks.waitForAll()
                throw SimulatorError.notStarted
            }
            do {
                let value = try await body(Address(port: port))
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                return value
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
        }
    }

    /// Serves until the process is told to stop.
    package func run(
        port: Int, onReady: @escaping @Sendable (Address) -> Void
    ) async throws {
        try await serviceGroup(port: port, signals: true) { onReady(Address(port: $0)) }.run()
    }

    private func serviceGroup(
        port: Int, signals: Bool, onReady: @escaping @Sendable (Int) -> Void
    ) throws -> ServiceGroup {
        var logger = Logger(label: "connect-simulator") {
            StreamLogHandler.standardError(label: $0)
        }
        logger.logLevel = .error
        let server = try HTTPServerBuilder.http1().buildServer(
            configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: port)),
            eventLoopGroup: EventLoopGroupProvider.singleton.eventLoopGroup, logger: logger,
            responder: { request, writer, channel in
                try await respond(to: request, writer, channel)
            },
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? 0
                await host.change {
                    $0.platform.options.storage = "http://127.0.0.1:\(port)\(Self.storagePath)"
                }
                onReady(port)
            })
        return ServiceGroup(
            configuration: .init(
                services: [server], gracefulShutdownSignals: signals ? [.sigterm, .sigint] : [],
                logger: logger))
    }

    /// Off any actor, as the writer's own functions are.
    @concurrent
    private func respond(
        to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel
    ) async throws {
        let target = (request.head.path ?? "/").split(
            separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(target[0])
        let query = target.count > 1 ? String(target[1]) : ""
        if path.hasPrefix(Self.storagePath) {
            let read = try await Self.platformRequest(
                request, path: String(path.dropFirst(Self.storagePath.count)), query: query)
            return try await writer.write(await host.stored(read))
        }
        let isControl = path.hasPrefix(Self.controlPath)
        guard isControl || path.hasPrefix(Self.basePath) else {
            return try await writer.write(.failure(.notFound))
        }
        let prefix = isControl ? Self.controlPath : Self.basePath
        let read = try await Self.platformRequest(
            request, path: String(path.dropFirst(prefix.count)), query: query)
        if isControl { return try await writer.write(await host.control(read)) }
        let exchange = await host.exchange(read)
        if exchange.delay > .zero { try await Task.sleep(for: exchange.delay) }
        guard let response = exchange.response else {
            try await channel.close()
            return
        }
        try await writer.write(response)
    }

    private static func platformRequest(
        _ request: Request, path: String, query: String
    ) async throws -> PlatformRequest {
        var headers: [String: String] = [:]
        for field in request.headers { headers[field.name.canonicalName] = field.value }
        let buffer = try await request.body.collect(upTo: maximumBody)
        let bytes = Array(buffer.readableBytesView)
        let contentType = headers["content-type"] ?? ""
        let isUpload = contentType.lowercased().hasPrefix("multipart/form-data")
        return PlatformRequest(
            method: request.method.rawValue, path: path, rawQuery: query, headers: headers,
            body: isUpload
                ? .workbook(UploadReader.read(contentType: contentType, body: bytes))
                : bytes.isEmpty ? .none : .bytes(bytes))
    }
}

extension ResponseWriter {
    /// Writes an answer of the model.
    @concurrent
    fileprivate consuming func write(
        _ response: PlatformResponse
    ) async throws {
        var fields = HTTPFields()
        for (name, value) in response.headers.sorted(by: { $0.key < $1.key }) {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        fields[.contentLength] = String(response.body.count)
        let head = HTTPResponse(status: .init(code: response.status), headerFields: fields)
        try await write(
            response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: response.body)))
    }
}
