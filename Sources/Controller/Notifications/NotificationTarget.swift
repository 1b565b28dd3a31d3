/// Who is told, of what: an entry of `spec.notifications`.
package struct NotificationTarget: Hashable, Sendable {
    package enum Receiver: Hashable, Sendable {
        /// A POST to an address, signed with the secret that the file holds.
        case webhook(url: String, secretFile: String)
        /// A program with its arguments, which gets the event on its stdin; no shell.
        case command([String], timeout: Duration)
    }

    package var receiver: Receiver
    /// What the receiver is told of.
    package var kinds: Set<NotificationKind>

    package init(
        _ receiver: Receiver, kinds: Set<NotificationKind> = Set(NotificationKind.allCases)
    ) {
        self.receiver = receiver
        self.kinds = kinds
    }

    /// The receiver as logs name it: an address may hold a token behind its host.
    package var name: String {
        switch receiver {
        case .webhook(let url, _):
            "webhook "
                + url.prefix { $0 != "?" }.split(separator: "/").prefix(2).joined(
                    separator: "//")
        case .command(let words, _): "command " + (words.first ?? "")
        }
    }

    /// How long one try may take.
    package static let webhookTimeout = Duration.seconds(30)
    package static let commandTimeout = Duration.seconds(30)
}

/// What became of one try to tell a receiver.
package enum NotificationDelivery: Hashable, Sendable {
    case delivered
    /// The receiver will not take it on another try either.
    case refused(String)
    /// Another try may succeed.
    case failed(String)
}

/// Tells one receiver, once.
package protocol NotificationSender: Sendable {
    func deliver(_ event: NotificationEvent) async -> NotificationDelivery
}
