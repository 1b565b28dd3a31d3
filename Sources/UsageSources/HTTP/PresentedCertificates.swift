import NIOConcurrencyHelpers
import NIOCore
import NIOPosix
import NIOSSL

/// The certificates that a server shows, asked for only to say why they were not trusted: nothing
/// is sent, and whatever the server shows, the connection ends there.
enum PresentedCertificates {
    /// For connecting, and again for the server to show them.
    private static let patience = TimeAmount.seconds(10)

    /// The server's own certificate first; empty where it shows none.
    static func of(_ address: WebAddress) async -> [NIOSSLCertificate] {
        let host = address.host.filter { !"[]".contains($0) }
        let isNumeric = (try? SocketAddress(ipAddress: host, port: address.port)) != nil
        var tls = TLSConfiguration.makeClientConfiguration()
        // Nothing is verified here, so the system's certificates need not be read.
        tls.trustRoots = .certificates([])
        guard let context = try? NIOSSLContext(configuration: tls) else { return [] }
        let seen = NIOLockedValueBox<[NIOSSLCertificate]>([])
        let connecting = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(patience)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try NIOSSLClientHandler(
                        context: context, serverHostname: isNumeric ? nil : host,
                        customVerificationCallback: { chain, verdict in
                            seen.withLockedValue { $0 = chain }
                            verdict.succeed(.failed)
                        })
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .connect(host: host, port: address.port)
        guard let channel = try? await connecting.get() else { return [] }
        let end = channel.eventLoop.scheduleTask(in: patience) { channel.close(promise: nil) }
        try? await channel.closeFuture.get()
        end.cancel()
        return seen.withLockedValue(\.self)
    }
}
