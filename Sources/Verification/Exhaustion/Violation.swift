/// A rule that did not hold, and how it came to that.
package struct Violation: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Rule: String, Hashable, Sendable, CaseIterable {
        case oneSubmittedFile = "at most one submitted file in a cell"
        case provenObservation = "no write after an unproven observation"
        case leaveOthersAlone = "nothing is done to submitted or foreign files"
        case intentFirst = "every write has its intent in the ledger before it"
        case heldCell = "a held cell is not written to"
        case emptyCell = "a file is created only in a cell without one"
        case lookBeforeSubmit = "a submit follows a list that shows the file ready"
        case rightContent = "what is submitted is what the source says"
        case survivor = "a file is deleted only beside one that stays"
        case takeover = "another ledger's file is left alone until it was quiet"
        case reportedAtOnce = "a second submitted file is reported by the next list"
        case convergence = "once faults cease, one live file or a hold with a reason"
        case rightEnd = "a case in which no person meddles comes to its own end"
        case conservation = "every record is in exactly one place"
        case quiet = "a further cycle writes nothing"
    }

    package var rule: Rule
    package var detail: String
    /// The moves that led here.
    package var path: [String] = []

    package init(_ rule: Rule, _ detail: String) {
        self.rule = rule
        self.detail = detail
    }

    package var description: String {
        (["violated: \(rule.rawValue): \(detail)"] + path.map { "  \($0)" }).joined(separator: "\n")
    }
}
