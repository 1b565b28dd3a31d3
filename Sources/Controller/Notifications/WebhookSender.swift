import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Posts events to an address. Redirects are not followed: the event and its signature are for the
/// receiver that was configured.
struct WebhookSender: NotificationSender {
    static let signatureHeader = "X-Usagectl-Signature"

    let url: String
    /// Read on each try, so that a new secret needs no restart.
    let secretFile: String
    let timeout: Duration

    func deliver(_ event: NotificationEvent) async -> NotificationDelivery {
        let secret: [UInt8]
        do {
            secret = try readSecret()
        } catch {
            return .failed("the secret file '\(secretFile)' cannot be read: \(error)")
        }
        guard !secret.isEmpty else { return .failed("the secret file '\(secretFile)' is empty") }
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: NotificationEvent.contentType)
        request.headers.add(name: Self.signatureHeader, value: event.signature(secret: secret))
        request.body = .bytes(ByteBuffer(bytes: event.body))
        do {
            return Self.outcome(status: try await post(request))
        } catch {
            return .failed("\(error)")
        }
    }

    /// A client of its own for each event: they are rare, and nothing is left open between them.
    private func post(_ request: HTTPClientRequest) async throws -> Int {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(15)
        return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
            let answer = try await client.execute(request, timeout: TimeAmount(timeout))
            return Int(answer.status.code)
        }
    }

    static func outcome(status: Int) -> NotificationDelivery {
        switch status {
        case 200..<300: .delivered
        case 408, 429, 500...: .failed("HTTP \(status)")
        default: .refused("HTTP \(status)")
        }
    }

    /// The secret without the line break that editors put at the end.
    private func readSecret() throws -> [UInt8] {
        var bytes = Array(try Data(contentsOf: URL(filePath: secretFile)))
        while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
            bytes.removeLast()
        }
        return bytes
    }
}
