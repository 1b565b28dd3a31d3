import NIOCore
import NIOPosix

/// Ports of this machine.
package enum FreePort {
    /// A port that nobody listens on.
    ///
    /// - Throws: ``None`` if the system gives none; what binding to it throws.
    package static func any() async throws -> Int {
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = channel.localAddress?.port
        try await channel.close()
        guard let port else { throw None() }
        return port
    }

    package struct None: Error {}
}
