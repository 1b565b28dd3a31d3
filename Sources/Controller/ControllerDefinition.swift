import ConnectAPI
import Policy
import Reconciliation
import UsageModel
package import YAMLDocument

/// The definition of a Controller document, from which it is read and its JSON Schema is made.
package enum ControllerDefinition {
    package static let kind = "Controller"

    package static let definition = ObjectDefinition(
        "What one installation of usagectl reads, and how far it may go.",
        PolicySchema.envelope(kind: kind) + [
            FieldDefinition("metadata", .object(metadata), isRequired: true, "Who it is."),
            FieldDefinition("spec", .object(spec), isRequired: true, "What it does."),
        ])

    private static let metadata = ObjectDefinition(
        "The identity of the installation.",
        [
            FieldDefinition(
                "name",
                .parsed(
                    "an identity of 1 to 63 small letters, digits and dashes",
                    pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"
                ) { Identity($0) },
                isRequired: true,
                "Part of the marker on this installation's usage files; another name's files "
                    + "are foreign."
            )
        ])

    private static let spec = ObjectDefinition(
        "Connection, policies, sources and limits.",
        [
            FieldDefinition(
                "writes", .word(["observe", "converge"]),
                "What run and reconcile may do; run requires it."),
            FieldDefinition("connect", .object(connect), "The platform."),
            FieldDefinition(
                "policies", .list(of: .text), default: [],
                "Files or folders of UsagePolicy documents."),
            FieldDefinition("sources", .list(of: source), default: [], "Where usage comes from."),
            FieldDefinition(
                "ledger", ledger, default: "sqlite:usagectl.db", "The store of intents and reports."
            ),
            FieldDefinition(
                "archive", ValueType.text.orNone,
                "The folder in which every workbook that was sent is kept, 'archive' beside the "
                    + "ledger if left out; none keeps nothing."),
            FieldDefinition(
                "retention", retention, default: "3653d",
                "How long reports and archived workbooks are kept."),
            FieldDefinition("processing", .object(processing), "Waiting times around processing."),
            FieldDefinition(
                "environments", .list(of: .word(["production", "test"]), minimumCount: 1),
                default: ["production", "test"], "Kinds of contract that are owed."),
            FieldDefinition("limits", .object(limits), "Sums over a run or a day."),
            FieldDefinition(
                "attribution", .list(of: .object(AttributionDefinition.entry)), default: [],
                "To which contract a subscription belongs that moved between two."),
            FieldDefinition("loop", .object(loop), "The rhythm of run."),
            FieldDefinition("status", .object(status), "The status server."),
            FieldDefinition(
                "notifications", .list(of: NotificationDefinition.receiver), default: [],
                "Who is told of states that begin or end."),
        ])

    private static let connect = ObjectDefinition(
        "Where Connect is and how hard it may be pressed.",
        [
            FieldDefinition("endpoint", .url(), "The base address of the API."),
            FieldDefinition("apiKeyFile", .text, "A file that holds the API key."),
            FieldDefinition(
                "requestsPerSecond",
                .decimal("a number above 0 and at most 1000") { text -> Double? in
                    Double(text).flatMap { $0 > 0 && $0 <= 1000 ? $0 : nil }
                }, default: 8, "Of all requests together."),
            FieldDefinition(
                "concurrency", .integer(in: 1...64), default: 4, "Requests under way at one time."),
            FieldDefinition("timeout", .duration, default: "300s", "For one request."),
        ])

    private static let processing = ObjectDefinition(
        "Waiting times around the platform's processing.",
        [
            FieldDefinition(
                "pollInterval", .duration, default: "5s",
                "Between two looks at files in processing."),
            FieldDefinition("wait", .duration, default: "30m", "How long one cycle waits."),
            FieldDefinition(
                "stuckAfter", .duration, default: "6h", "When processing counts as stuck."),
            FieldDefinition(
                "takeover", .duration, default: "10m",
                "How long another ledger's file must be quiet before it is adopted."),
        ])

    private static let count = ValueType.parsed(
        "a number of files or 'none'", pattern: "^([0-9]+|none)$", acceptsNumber: true
    ) { text -> String? in
        text == "none" || Int(text).map { $0 >= 0 } == true ? text : nil
    }

    private static let limits = ObjectDefinition(
        "Sums over a run or a day.",
        [
            FieldDefinition("submitsPerRun", count, default: "none", "Submits of one run."),
            FieldDefinition(
                "submitsPerDay",
                .parsed(
                    "a number of files, 'auto' or 'none'", pattern: "^([0-9]+|auto|none)$",
                    acceptsNumber: true
                ) { text -> String? in
                    ["auto", "none"].contains(text) || Int(text).map { $0 >= 0 } == true
                        ? text : nil
                }, default: "auto", "Submits of one day."),
            FieldDefinition("createsPerRun", count, default: "none", "Creates of one run."),
            FieldDefinition(
                "amountPerRun",
                .map(
                    of: .decimal("an amount such as 10000") { ExactDecimal($0) },
                    keys: "currencies to amounts", pattern: "^[A-Z]{3}$"),
                "The most that the files of one run may amount to, by currency."),
            FieldDefinition(
                "productTotal",
                .decimal("a number above 1 such as 2") { text -> ExactDecimal? in
                    ExactDecimal(text).flatMap { $0 > ExactDecimal(1) ? $0 : nil }
                }, default: 2, "How many times last month's total a product may have."),
            FieldDefinition(
                "rowsPerFile", .integer(in: 1...PreflightFacts.mostRows),
                default: .int(PreflightFacts.mostRows),
                "The most rows that one usage file may have."),
        ])

    private static let loop = ObjectDefinition(
        "The rhythm of run.",
        [
            FieldDefinition(
                "interval", .duration(from: .milliseconds(10), to: .seconds(7 * 86_400)),
                default: "15m", "Between two cycles."),
            FieldDefinition(
                "jitter", .percent { text in Double(text).map { $0 / 100 } }, default: "10%",
                "By how much the interval varies."),
            FieldDefinition(
                "fullProof", .duration, default: "24h",
                "How often everything is read again, closed history included."),
            FieldDefinition(
                "grace", .duration, default: "60s",
                "How long a stop waits for the steps in hand."),
        ])

    private static let status = ObjectDefinition(
        "The status server.",
        [
            FieldDefinition(
                "listen",
                .parsed(
                    "an address and a port such as 127.0.0.1:8080", pattern: "^.+:[0-9]{1,5}$"
                ) { text -> String? in
                    let port = text.split(separator: ":").last.flatMap { Int($0) }
                    return port.map { $0 <= 65_535 } == true && text.first != ":" ? text : nil
                }, default: "127.0.0.1:8080", "Address and port; port 0 takes any that is free."),
            FieldDefinition("tokenFile", .text, "A file with the token that readers must show."),
        ])

    /// Less than the time in which a file may still be accepted or rejected would take away what
    /// the answer is about.
    private static let retention = ValueType.parsed(
        "a number of days, at least 90d", pattern: "^[0-9]+d$"
    ) { text -> Int? in
        guard text.hasSuffix("d"), let days = Int(text.dropLast()), (90...36_500).contains(days)
        else { return nil }
        return days
    }

    private static let ledger = ValueType.parsed(
        "'sqlite:' and a path such as sqlite:usagectl.db", pattern: "^sqlite:.+$"
    ) { text -> String? in
        text.hasPrefix("sqlite:") && text.utf8.count > "sqlite:".utf8.count ? text : nil
    }

    static let source = ValueType.tagged(
        by: "type",
        [
            ("files", SourceDefinition.files), ("http", SourceDefinition.http),
            ("command", SourceDefinition.command), ("postgres", SourceDefinition.postgres),
        ])
}
