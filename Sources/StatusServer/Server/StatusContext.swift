package import Hummingbird
import NIOCore

/// What a request brings along: where it came from.
package struct StatusContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    /// The peer's address without its port, empty where there is none.
    let peer: String

    package init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? ""
    }
}
