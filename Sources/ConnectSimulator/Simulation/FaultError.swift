/// Why a description of faults is refused.
package enum FaultError: Error, Hashable, Sendable, CustomStringConvertible {
    case unknownKind(String)
    case badNumber(kind: String, String)

    package var description: String {
        switch self {
        case .unknownKind(let word):
            "unknown fault '\(word)'; there are "
                + FaultKind.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
                + ", 'latency' and 'lag'"
        case .badNumber(let kind, let text):
            "fault '\(kind)' needs a number, '\(kind):0.05' for instance, not '\(text)'; "
                + "rates are from 0 to 1, 'latency' and 'lag' are milliseconds"
        }
    }
}
