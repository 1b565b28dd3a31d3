import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import StatusServer
import TestSupport
import UsageModel

/// A status server in front of a fixed record, asked without a network.
struct ServedPages {
    static let token = "correct-horse-battery"
    var record: any StatusRecord = FixedRecord()
    var listen = "127.0.0.1:0"
    var token: String?
    var loop = LoopStatus(start: SampleWorld.now, interval: .seconds(900))
    var registry = PrometheusRegistry()
    var now = SampleWorld.now

    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// The configuration as the run command would have it.
    static func configuration(
        _ listen: String, token: String?
    ) async throws -> StatusConfiguration {
        guard let address = StatusAddress(listen) else { throw CancellationError() }
        guard let token else {
            return try StatusConfiguration.check(listen: address, tokenFile: nil)
        }
        return try await withTemporaryFolder { folder in
            let file = folder + "/token"
            try token.write(toFile: file)
            return try StatusConfiguration.check(listen: address, tokenFile: file)
        }
    }

    func ask(
        _ path: String, _ method: HTTPRequest.Method = .get, _ headers: HTTPFields = [:],
        body: String? = nil
    ) async throws -> TestResponse {
        try await asking { client in
            try await client.execute(
                uri: path, method: method, headers: headers,
                body: body.map { ByteBuffer(string: $0) }
            ) { $0 }
        }
    }

    /// Several requests to one server.
    func asking<Value: Sendable>(
        _ body: @Sendable @escaping (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        let now = now
        let server = StatusServer(
            configuration: try await Self.configuration(listen, token: token), record: record,
            loop: loop, metrics: registry, version: "1.2.3", logger: Self.quiet, now: { now })
        return try await server.application.test(.router) { try await body($0) }
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}
