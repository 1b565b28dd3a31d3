import Crypto
import Foundation
package import UsageModel

/// A notification as CloudEvents 1.0 in the structured JSON form: the bytes that every receiver
/// gets, on every try the same.
package struct NotificationEvent: Hashable, Sendable {
    package static let contentType = "application/cloudevents+json; charset=utf-8"

    package let kinds: Set<NotificationKind>
    /// The event's `id`.
    package let id: String
    package let body: [UInt8]

    /// - Parameter identity: of the installation, which names the event's source.
    package init(_ notification: DriftNotification, identity: Identity) throws {
        kinds = Set(notification.kinds)
        id = notification.id
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        body = Array(
            try encoder.encode(Envelope(notification, source: "urn:usagectl:\(identity)")))
    }

    /// `sha256=` and the HMAC-SHA256 of the body in hexadecimal, which proves to a receiver who
    /// sent it.
    package func signature(secret: [UInt8]) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: body, using: SymmetricKey(data: secret))
        let digits = code.map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }
        return "sha256=" + digits.joined()
    }
}

/// The members of the event; the names are CloudEvents' own.
private struct Envelope: Encodable {
    let specversion = "1.0"
    let id: String
    let source: String
    let type: String
    let time: String
    let subject: String
    let datacontenttype = "application/json"
    let data: Payload

    init(_ notification: DriftNotification, source: String) {
        let kind = notification.kinds.first?.eventName ?? "cell"
        id = notification.id
        self.source = source
        type = "dev.usagectl.\(kind).\(notification.phase.rawValue)"
        time = notification.time.description
        subject = notification.reason ?? kind
        data = Payload(notification)
    }
}

private struct Payload: Encodable {
    let kinds: [String]
    let phase: String
    let reason: String?
    let message: String
    let count: Int
    let examples: [String]
    let months: ReportMonths?
    let next: String?
    let report: String?

    init(_ notification: DriftNotification) {
        kinds = notification.kinds.map(\.rawValue)
        phase = notification.phase.rawValue
        reason = notification.reason
        message = notification.message
        count = notification.count
        examples = notification.examples
        months = notification.months
        next = notification.next
        report = notification.report
    }
}
