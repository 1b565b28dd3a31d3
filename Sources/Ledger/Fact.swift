import FoundationEssentials
import UsageModel

/// What an entry says, as a value.
enum Fact: Sendable {
    case bound(Bound)
    case intent(WriteIntent)
    case outcome(SettledWrite)
    case uploadSeen(SeenUpload)
    case resolution(ResolvedCreate)
    case probe(ProbeIntent)
    case probeOutcome(SettledWrite)
    case observation(ObservationChange)
    case report(ReportChange)
    case policies(PoliciesInForce)
    case retention(Retention)
    case approval(Approval)
    case acknowledgement(Acknowledgement)
    case assignment(Assignment)
    case resend(ResendRequest)
    case revocation(Revocation)
    case baseline(BaselineChange)

    /// The column texts: kind, instant, subject and body.
    var parts: (kind: EntryKind, at: Timestamp, subject: String, body: any Encodable) {
        switch self {
        case .bound(let value): (.bound, value.at, value.binding.identity, value)
        case .intent(let value): (.intent, value.at, value.cell.description, value)
        case .outcome(let value): (.outcome, value.outcome.at, value.cell.description, value)
        case .uploadSeen(let value): (.uploadSeen, value.at, value.cell.description, value)
        case .resolution(let value): (.resolution, value.at, value.cell.description, value)
        case .probe(let value): (.probe, value.at, value.cell.description, value)
        case .probeOutcome(let value):
            (.probeOutcome, value.outcome.at, value.cell.description, value)
        case .observation(let value): (.observation, value.at, "", value)
        case .report(let value): (.report, value.asOf, value.id, value)
        case .policies(let value): (.policies, value.since, value.digest, value)
        case .retention(let value): (.retention, value.at, "", value)
        case .approval(let value): (.approval, value.at, value.cell.description, value)
        case .acknowledgement(let value): (.acknowledgement, value.at, value.subject, value)
        case .assignment(let value): (.assignment, value.at, value.file.text, value)
        case .resend(let value): (.resend, value.at, value.cell.description, value)
        case .revocation(let value): (.revocation, value.at, value.subject, value)
        case .baseline(let value): (.baseline, value.at, value.binding.identity, value)
        }
    }

    /// Reads an entry's body; throws a decoding error where it is not what its kind says.
    init(kind: EntryKind, body: String) throws {
        self =
            switch kind {
            case .bound: .bound(try Self.decode(body))
            case .intent: .intent(try Self.decode(body))
            case .outcome: .outcome(try Self.decode(body))
            case .uploadSeen: .uploadSeen(try Self.decode(body))
            case .resolution: .resolution(try Self.decode(body))
            case .probe: .probe(try Self.decode(body))
            case .probeOutcome: .probeOutcome(try Self.decode(body))
            case .observation: .observation(try Self.decode(body))
            case .report: .report(try Self.decode(body))
            case .policies: .policies(try Self.decode(body))
            case .retention: .retention(try Self.decode(body))
            case .approval: .approval(try Self.decode(body))
            case .acknowledgement: .acknowledgement(try Self.decode(body))
            case .assignment: .assignment(try Self.decode(body))
            case .resend: .resend(try Self.decode(body))
            case .revocation: .revocation(try Self.decode(body))
            case .baseline: .baseline(try Self.decode(body))
            }
    }

    /// JSON with sorted keys, so that equal values give equal texts.
    static func encode(_ value: any Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func decode<Value: Decodable>(_ body: String) throws -> Value {
        try JSONDecoder().decode(Value.self, from: Data(body.utf8))
    }
}
