import NIOCore
import NIOPosix

/// A server that answers every request with one HTML page: an endpoint that is not Connect.
enum PageServer {
    private static let page = "<!DOCTYPE html><html><body>Welcome</body></html>"

    private final class Answerer: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let text =
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                + "Content-Length: \(page.utf8.count)\r\n\r\n" + page
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
        }
    }

    /// Serves while `body` runs with the address.
    static func withRunning(_ body: (String) async throws -> Void) async throws {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Answerer())
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port ?? 0
        do {
            try await body("http://127.0.0.1:\(port)/public/v1")
        } catch {
            try await channel.close()
            throw error
        }
        try await channel.close()
    }
}
