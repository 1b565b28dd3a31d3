package import UsageModel

extension ShadowVerdict {
    /// The verdict in a reader's words.
    package var words: String {
        switch self {
        case .agrees: "equal"
        case .differs: "different"
        case .wouldHold: "would be held"
        case .notSent: "not sent by anybody"
        case .notComparable: "nothing to compare with"
        case .unknown: "the source cannot say"
        }
    }

    /// One narrow character that tells verdicts apart without colour.
    var glyph: String {
        switch self {
        case .agrees: "✓"
        case .differs: "≠"
        case .wouldHold: "!"
        case .notSent: "○"
        case .notComparable: "■"
        case .unknown: "?"
        }
    }

    /// The colour of the verdict on a page.
    var shade: Shade {
        switch self {
        case .agrees: .good
        case .differs: .bad
        case .notSent: .active
        case .wouldHold, .notComparable, .unknown: .unclear
        }
    }
}

extension ShadowLine {
    /// What differs, and why the rows would be held; of a cell that was not compared, why not.
    package var reasons: [String] {
        var reasons: [String] = []
        switch verdict {
        case .agrees: break
        case .differs: reasons.append(difference?.description ?? because)
        case .wouldHold where objection != nil: break
        case .wouldHold, .notSent, .notComparable, .unknown: reasons.append(because)
        }
        if let objection {
            reasons.append("would be held (\(objection.reason.rawValue)): \(objection.message)")
        }
        return reasons
    }
}
