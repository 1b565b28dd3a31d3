import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import NIOSSL

/// A request as the vendor's API got it.
package struct VendorRequest: Sendable {
    /// With its query.
    package let target: String
    /// By name in small letters.
    package let headers: [String: String]

    package var path: String { String(target.prefix { $0 != "?" }) }

    /// The value of a parameter, nil where there is none.
    package subscript(name: String) -> String? {
        let query = target.drop { $0 != "?" }.dropFirst()
        for parameter in query.split(separator: "&") where parameter.hasPrefix("\(name)=") {
            return String(parameter.dropFirst(name.count + 1))
        }
        return nil
    }
}

/// What the vendor's API does with a request, byte by byte.
package struct VendorAnswer: Sendable {
    package enum Then: Sendable {
        case keepAlive
        case close
        case hang
        /// The same bytes again and again.
        case repeating([UInt8])
    }

    var bytes: [UInt8]
    var then = Then.keepAlive

    /// A whole answer.
    package static func answer(
        _ body: String, status: Int = 200, type: String = "application/json",
        headers: [String] = []
    ) -> VendorAnswer {
        answer(Array(body.utf8), status: status, type: type, headers: headers)
    }

    package static func answer(
        _ body: [UInt8], status: Int = 200, type: String, headers: [String] = []
    ) -> VendorAnswer {
        let lines =
            ["HTTP/1.1 \(status) X", "Content-Type: \(type)"] + headers
            + ["Content-Length: \(body.count)", "", ""]
        return VendorAnswer(bytes: Array(lines.joined(separator: "\r\n").utf8) + body)
    }

    /// A head, and what follows it.
    package static func raw(_ lines: [String], _ body: String = "", then: Then) -> VendorAnswer {
        VendorAnswer(
            bytes: Array(((lines + ["", ""]).joined(separator: "\r\n") + body).utf8), then: then)
    }
}

/// A vendor's API on loopback that answers as a test says.
package final class VendorServer: Sendable {
    private let log = NIOLockedValueBox<[VendorRequest]>([])

    /// What was asked so far.
    package var requests: [VendorRequest] { log.withLockedValue(\.self) }

    private final class Connection: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let answer: @Sendable (VendorRequest) -> VendorAnswer
        private var text = ""
        private var endless: ByteBuffer?

        init(_ answer: @escaping @Sendable (VendorRequest) -> VendorAnswer) {
            self.answer = answer
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: unwrapInboundIn(data))
            // As servers of plain http answer a client that begins with a handshake.
            if text.utf8.first.map({ !(0x41...0x5A).contains($0) }) == true {
                send(.answer("no request", status: 400, type: "text/plain"), context)
                context.close(promise: nil)
                return
            }
            while let end = text.firstRange(of: "\r\n\r\n") {
                let head = text[..<end.lowerBound]
                text = String(text[end.upperBound...])
                send(answer(Self.request(String(head))), context)
            }
        }

        /// Goes on with an endless body as fast as it is taken.
        func channelWritabilityChanged(context: ChannelHandlerContext) {
            while let endless, context.channel.isWritable, context.channel.isActive {
                context.writeAndFlush(wrapOutboundOut(endless), promise: nil)
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            context.close(promise: nil)
        }

        private func send(_ answer: VendorAnswer, _ context: ChannelHandlerContext) {
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: answer.bytes)), promise: nil)
            switch answer.then {
            case .keepAlive, .hang: return
            case .close: context.close(promise: nil)
            case .repeating(let bytes):
                endless = ByteBuffer(bytes: bytes)
                channelWritabilityChanged(context: context)
            }
        }

        private static func request(_ head: String) -> VendorRequest {
            let lines = head.split(separator: "\r\n")
            var headers: [String: String] = [:]
            for line in lines.dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                if parts.count == 2 {
                    headers[parts[0].lowercased()] = String(parts[1].drop { $0 == " " })
                }
            }
            let words = lines.first?.split(separator: " ") ?? []
            return VendorRequest(
                target: words.count > 1 ? String(words[1]) : "", headers: headers)
        }
    }

    /// Serves while `body` runs with the base address, without a slash at its end.
    ///
    /// - Parameter certificate: with which it speaks TLS; nil for plain http.
    package static func with(
        certificate: TestCertificate? = nil,
        _ answer: @escaping @Sendable (VendorRequest) -> VendorAnswer,
        _ body: (VendorServer, String) async throws -> Void
    ) async throws {
        let server = VendorServer()
        let tls = try certificate?.context()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLServerHandler(context: tls))
                    }
                    try channel.pipeline.syncOperations.addHandler(
                        Connection { request in
                            server.log.withLockedValue { $0.append(request) }
                            return answer(request)
                        })
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        let base = "\(tls == nil ? "http" : "https")://127.0.0.1:\(channel.localAddress?.port ?? 0)"
        do {
            try await body(server, base)
        } catch {
            try await channel.close()
            throw error
        }
        try await channel.close()
    }
}
