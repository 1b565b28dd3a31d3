import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix

/// A small HTTP server on 127.0.0.1 whose answers a test writes.
final class LoopbackServer: Sendable {
    struct Request: Sendable {
        var method: String
        var target: String
        var headers: [String: String]
        var body: String
    }

    enum Reply: Sendable {
        case answer(status: Int, headers: [String: String], body: String)
        /// Closes the connection after the request was read.
        case hangUp
        /// Never answers.
        case silence
    }

    private let received = NIOLockedValueBox<[Request]>([])
    private let reply: @Sendable (Request) -> Reply
    private let port = NIOLockedValueBox(0)

    private init(_ reply: @escaping @Sendable (Request) -> Reply) {
        self.reply = reply
    }

    var requests: [Request] { received.withLockedValue(\.self) }
    var url: String { "http://127.0.0.1:\(port.withLockedValue(\.self))" }

    /// Serves for the time of `body`.
    static func serving(
        _ reply: @escaping @Sendable (Request) -> Reply,
        _ body: (LoopbackServer) async throws -> Void
    ) async throws {
        let server = LoopbackServer(reply)
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(Handler(server))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        server.port.withLockedValue { $0 = channel.localAddress?.port ?? 0 }
        do { try await body(server) } catch {
            try await channel.close()
            throw error
        }
        try await channel.close()
    }

    private func answer(_ request: Request) -> Reply {
        received.withLockedValue { $0.append(request) }
        return reply(request)
    }

    /// One connection; it belongs to its event loop.
    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let server: LoopbackServer
        private var request = Request(method: "", target: "", headers: [:], body: "")

        init(_ server: LoopbackServer) {
            self.server = server
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head):
                request = Request(
                    method: head.method.rawValue, target: head.uri,
                    headers: Dictionary(
                        head.headers.map { ($0.name.lowercased(), $0.value) },
                        uniquingKeysWith: { first, _ in first }),
                    body: "")
            case .body(let buffer):
                request.body += String(buffer: buffer)
            case .end:
                respond(server.answer(request), context)
            }
        }

        private func respond(_ reply: Reply, _ context: ChannelHandlerContext) {
            switch reply {
            case .silence: break
            case .hangUp: context.close(promise: nil)
            case .answer(let status, let headers, let body):
                var fields = HTTPHeaders(
                    headers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
                fields.replaceOrAdd(name: "content-length", value: "\(body.utf8.count)")
                let head = HTTPResponseHead(
                    version: .http1_1, status: HTTPResponseStatus(statusCode: status),
                    headers: fields)
                context.write(wrapOutboundOut(.head(head)), promise: nil)
                context.write(
                    wrapOutboundOut(.body(.byteBuffer(ByteBuffer(string: body)))), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}
