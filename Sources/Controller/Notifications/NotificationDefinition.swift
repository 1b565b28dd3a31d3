import UsageModel
import YAMLDocument

/// The definitions of receivers of notifications by type.
enum NotificationDefinition {
    static let receiver = ValueType.tagged(
        by: "type", [("webhook", webhook), ("command", command)])

    private static let webhook = ObjectDefinition(
        "An address to which events are posted, signed.",
        [
            FieldDefinition("type", .word(["webhook"]), isRequired: true, "The type of receiver."),
            FieldDefinition(
                "url", address, isRequired: true,
                "Where events are posted, as CloudEvents in JSON; https, or http on loopback."),
            FieldDefinition(
                "secretFile", .text, isRequired: true,
                "A file with the secret that signs them: X-Usagectl-Signature is sha256= and the "
                    + "HMAC-SHA256 of the body."),
            kinds,
        ])

    private static let command = ObjectDefinition(
        "A program that gets each event on its stdin.",
        [
            FieldDefinition("type", .word(["command"]), isRequired: true, "The type of receiver."),
            FieldDefinition(
                "command", .list(of: .text, minimumCount: 1), isRequired: true,
                "The program's path and its arguments, started without a shell."),
            FieldDefinition(
                "timeout", .duration, default: "30s",
                "When the program and all that it started are killed."),
            kinds,
        ])

    private static let kinds = FieldDefinition(
        "on", .list(of: .word(NotificationKind.allCases.map(\.rawValue)), minimumCount: 1),
        "What to tell; everything where it is left out.")

    /// Events name contracts and products, so they leave the machine encrypted only.
    private static let address = ValueType.parsed(
        "an https address such as https://host.example/hook, or http on loopback",
        pattern: "^(https://[^/\\s@]+|http://(localhost|127\\.[0-9.]+|\\[::1\\])(:[0-9]+)?)"
            + "([/?]\\S*)?$"
    ) { text -> String? in
        guard text.utf8.allSatisfy({ 0x21...0x7E ~= $0 }), let end = text.firstRange(of: "://")
        else { return nil }
        let rest = text[end.upperBound...]
        guard let authority = WebAuthority(rest.prefix { !"/?#".contains($0) }) else { return nil }
        switch text[..<end.lowerBound] {
        case "https": return text
        case "http": return authority.isLoopback ? text : nil
        default: return nil
        }
    }
}

extension NotificationTarget {
    /// Takes an entry that was read as `NotificationDefinition.receiver` with its defaults.
    init?(_ value: TypedValue, _ path: (String) -> String) {
        let words = (value["on"]?.items ?? []).compactMap(\.text)
        let kinds =
            words.isEmpty
            ? Set(NotificationKind.allCases) : Set(words.compactMap(NotificationKind.init))
        if let url = value["url"]?.text, let secretFile = value["secretFile"]?.text {
            self.init(.webhook(url: url, secretFile: path(secretFile)), kinds: kinds)
            return
        }
        let command = (value["command"]?.items ?? []).compactMap(\.text)
        guard let program = command.first else { return nil }
        self.init(
            .command(
                [path(program)] + command.dropFirst(),
                timeout: value["timeout"]?.duration ?? Self.commandTimeout),
            kinds: kinds)
    }
}
