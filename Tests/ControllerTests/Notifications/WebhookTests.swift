import Controller
import Crypto
import Foundation
import Logging
import NIOHTTP1
import TestSupport
import Testing
import UsageModel

/// Webhooks against a real server on loopback.
struct WebhookTests {
    private typealias Reports = NotificationReports

    /// Tells a server that answers with these statuses of one held cell.
    private func tell(
        _ statuses: [HTTPResponseStatus], secret: String = "s3cret\n"
    ) async throws -> (requests: [WebhookServer.Request], undelivered: Int) {
        let server = WebhookServer(statuses)
        var undelivered = 0
        try await withTemporaryFolder { folder in
            let file = "\(folder)/secret"
            try secret.write(toFile: file, atomically: true, encoding: .utf8)
            try await server.withRunning { address in
                let notifier = Notifier(
                    [NotificationTarget(.webhook(url: address, secretFile: file))],
                    identity: try #require(Identity("tests")), state: NotificationState(),
                    clock: SimulatedClock(at: Reports.time),
                    log: Logger(label: "tests") { _ in SwiftLogNoOpLogHandler() })
                notifier.observe(Reports.report("R1", [Reports.held(1, .ratioLimit)]))
                notifier.close()
                await notifier.run()
                undelivered = notifier.undelivered
            }
        }
        return (server.requests, undelivered)
    }

    /// HMAC by its definition in RFC 2104, from the hash alone.
    private func hmac(_ message: [UInt8], key: [UInt8]) -> String {
        let padded = key + Array(repeating: 0, count: 64 - key.count)
        let inner = SHA256.hash(data: padded.map { $0 ^ 0x36 } + message)
        let outer = SHA256.hash(data: padded.map { $0 ^ 0x5C } + Array(inner))
        return outer.map { String(format: "%02x", $0) }.joined()
    }

    @Test func `an event is a signed CloudEvent in structured JSON`() async throws {
        let (requests, undelivered) = try await tell([.noContent])
        #expect(undelivered == 0)
        let request = try #require(requests.first)
        #expect(request.head.method == .POST)
        #expect(request.head.uri == "/hook?token=1")
        let type = request.head.headers.first(name: "content-type")
        #expect(type?.hasPrefix("application/cloudevents+json") == true)
        #expect(
            request.head.headers["X-Usagectl-Signature"]
                == ["sha256=" + hmac(request.body, key: Array("s3cret".utf8))])

        let json = try JSONSerialization.jsonObject(with: Data(request.body))
        let event = try #require(json as? [String: Any])
        #expect(event["specversion"] as? String == "1.0")
        #expect(event["id"] as? String == "R1/held/begun/limit.ratioToMedian")
        #expect(event["source"] as? String == "urn:usagectl:tests")
        #expect(event["type"] as? String == "dev.usagectl.cell.held.begun")
        #expect(event["time"] as? String == "2026-11-09T06:00:00Z")
        #expect(event["subject"] as? String == "limit.ratioToMedian")
        #expect(event["datacontenttype"] as? String == "application/json")
        let data = try #require(event["data"] as? [String: Any])
        #expect(data["count"] as? Int == 1)
        #expect(data["examples"] as? [String] == ["\(Reports.cell(1))"])
        #expect(data["report"] as? String == "R1")
        #expect(data["next"] as? String == "usagectl explain \(Reports.cell(1))")
        #expect((data["months"] as? [String: String])?["to"] == "2026-10")
    }

    @Test func `a 503 is tried again with the same event`() async throws {
        let (requests, undelivered) = try await tell(
            [.serviceUnavailable, .tooManyRequests, .requestTimeout, .ok])
        #expect(undelivered == 0)
        #expect(requests.count == 4)
        #expect(Set(requests.map(\.body)).count == 1)
    }

    @Test(arguments: [
        HTTPResponseStatus.badRequest, .unauthorized, .notFound, .gone, .found,
        .permanentRedirect,
    ])
    func `a refusal and a redirect are not tried again or followed`(
        _ status: HTTPResponseStatus
    ) async throws {
        let (requests, undelivered) = try await tell([status, .ok])
        #expect(requests.map(\.head.uri) == ["/hook?token=1"])
        #expect(undelivered == 1)
    }

    @Test func `without a secret nothing is sent`() async throws {
        let (requests, undelivered) = try await tell([.ok], secret: "\n")
        #expect(requests.isEmpty)
        #expect(undelivered == 1)
    }
}
