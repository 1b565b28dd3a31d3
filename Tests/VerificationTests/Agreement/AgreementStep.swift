import ConnectSimulator
import Verification

/// One thing that happens to both platforms. A pick names a file by its place among those made so
/// far; one beyond the last names a file that does not exist, so that a script stays meaningful
/// when steps before it are taken away.
enum AgreementStep: Hashable, Sendable {
    case create(isMarked: Bool, WriteFault)
    case adopt(Int, WriteFault)
    case upload(Int, isValid: Bool, WriteFault)
    case submit(Int, WriteFault)
    case delete(Int, WriteFault)
    /// An act of the provider, or of a person in the portal.
    case act(FileAction, Int)
    /// Seconds pass.
    case pass(Int)

    /// Faults that a request meets on its way: before the act, and after it.
    static let faults: [WriteFault] = [.requestLost, .answerLost, .failedAfterAct, .throttled]

    private static let actions: [FileAction] = [
        .submit, .delete, .accept, .accept, .accept, .reject, .reject, .close, .close, .close,
    ]

    static func random(_ dice: inout SeededRandom) -> AgreementStep {
        let fault =
            dice.fraction() < 0.2 ? faults.randomElement(using: &dice) ?? .none : WriteFault.none
        // Older files come further in their lives.
        let pick = Int(min(dice.next() % 4, dice.next() % 4))
        switch dice.next() % 20 {
        case 0..<2: return .create(isMarked: dice.fraction() < 0.5, fault)
        case 2: return .adopt(pick, fault)
        case 3..<7: return .upload(pick, isValid: dice.fraction() < 0.8, fault)
        case 7..<10: return .submit(pick, fault)
        case 10: return .delete(pick, fault)
        case 11..<17: return .act(actions.randomElement(using: &dice) ?? .accept, pick)
        default: return .pass(Int(dice.next() % 25) + 1)
        }
    }
}

/// A random script, and the shortest one that still shows the same.
struct AgreementScript: Hashable, Sendable {
    var steps: [AgreementStep]

    init(seed: UInt64, length: Int = 30) {
        var dice = SeededRandom(seed: seed)
        steps = (0..<length).map { _ in AgreementStep.random(&dice) }
    }

    /// Where the platforms part, with as few steps as lead there; nil where they agree to the end.
    func disagreement(_ bench: AgreementBench) throws -> Disagreement? {
        guard var found = try bench.disagreement(after: steps) else { return nil }
        var isShorter = true
        while isShorter {
            isShorter = false
            for index in found.steps.indices.reversed() {
                var fewer = found.steps
                fewer.remove(at: index)
                guard let again = try bench.disagreement(after: fewer) else { continue }
                found = again
                isShorter = true
                break
            }
        }
        return found
    }
}

/// Two platforms that differ, and how they were brought to it.
struct Disagreement: Error, Hashable, Sendable, CustomStringConvertible {
    /// Up to and including the one after which they differ.
    let steps: [AgreementStep]
    let what: String

    var description: String {
        (steps.enumerated().map { "\($0 + 1). \($1)" } + [what]).joined(separator: "\n")
    }
}
