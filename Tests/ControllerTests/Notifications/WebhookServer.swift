import NIOConcurrencyHelpers
import NIOCore
import NIOHTTP1
import NIOPosix

/// A receiver of webhooks on loopback that answers with statuses from a script.
final class WebhookServer: Sendable {
    struct Request: Sendable {
        var head: HTTPRequestHead
        var body: [UInt8] = []
    }

    private let statuses: NIOLockedValueBox<[HTTPResponseStatus]>
    private let received = NIOLockedValueBox<[Request]>([])

    /// - Parameter statuses: one for each request; the last one goes on.
    init(_ statuses: [HTTPResponseStatus]) {
        self.statuses = NIOLockedValueBox(statuses)
    }

    var requests: [Request] { received.withLockedValue(\.self) }

    private func answer(to request: Request) -> HTTPResponseStatus {
        received.withLockedValue { $0.append(request) }
        return statuses.withLockedValue { $0.count > 1 ? $0.removeFirst() : $0[0] }
    }

    /// Serves while `body` runs with the address.
    func withRunning(_ body: (String) async throws -> Void) async throws {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.pipeline.configureHTTPServerPipeline().flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandler(Handler(server: self))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        do {
            try await body("http://127.0.0.1:\(channel.localAddress?.port ?? 0)/hook?token=1")
        } catch {
            try await channel.close()
            throw error
        }
        try await channel.close()
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = HTTPServerRequestPart
        typealias OutboundOut = HTTPServerResponsePart

        private let server: WebhookServer
        private var request: Request?

        init(server: WebhookServer) {
            self.server = server
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            switch unwrapInboundIn(data) {
            case .head(let head): request = Request(head: head)
            case .body(let bytes): request?.body += Array(bytes.readableBytesView)
            case .end:
                guard let request else { return }
                let headers: HTTPHeaders = ["content-length": "0", "location": "/elsewhere"]
                let head = HTTPResponseHead(
                    version: .http1_1, status: server.answer(to: request), headers: headers)
                context.write(wrapOutboundOut(.head(head)), promise: nil)
                context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
            }
        }
    }
}
