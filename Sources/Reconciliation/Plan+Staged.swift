package import UsageModel

extension Plan {
    /// The cells whose rows can be staged to be checked: what is to be acted on first, then the
    /// others in order.
    ///
    /// Where our own check of the rows has failed already there is nothing to ask the platform.
    /// Nothing is written where the policy suspends or contradicts itself; and a staged row may
    /// give a dynamic product its new item, which waits for a person's approval.
    package func stageable(_ selection: CellSelection) -> [PlannedCell] {
        let acting = actions
        let first = Set(acting.map(\.cell))
        let others = cells.filter { !first.contains($0.cell) }
        return (acting + others).filter { planned in
            selection.contains(planned.cell) && planned.obligation != nil
                && planned.usage.answer == .records && planned.usage.sent != nil
                && planned.usage.defect == nil && planned.fields != nil
                && !planned.forbidsStaging
        }
    }

    /// Takes what came of staging: rows that the platform does not take are held for a person, and
    /// what is already submitted stays so.
    package mutating func take(_ staged: [Cell: StagedFile]) {
        for index in cells.indices {
            guard let file = staged[cells[index].cell] else { continue }
            cells[index].staged = file
            cells[index].assessment.notes.append(file.sentence)
            guard cells[index].decision.verb != .none,
                let decision = Self.decision(on: file, of: cells[index].cell)
            else { continue }
            cells[index].assessment.decision = decision
        }
    }

    /// Takes what came of deleting staged files that were left behind: what is gone is no finding
    /// any more, and the rest says why it is still there.
    package mutating func forgetProbes(_ swept: [UsageFileID: String?]) {
        findings = findings.compactMap { finding in
            guard finding.code == Finding.leftoverProbe,
                let result = swept[UsageFileID(finding.subject)]
            else { return finding }
            guard let why = result else { return nil }
            var copy = finding
            copy.message += "; it could not be deleted: \(why)"
            return copy
        }
    }

    private static func decision(on staged: StagedFile, of cell: Cell) -> Decision? {
        switch staged.result {
        case .refused:
            Decision(
                verb: .hold, reason: .usageRejected, message: staged.sentence,
                next: NextCommand.usage(cell))
        case .miscounted:
            Decision(
                verb: .hold, reason: .countsDiffer, message: staged.sentence,
                next: NextCommand.usage(cell))
        case .accepted, .unfinished, .failed: nil
        }
    }
}

extension PlannedCell {
    fileprivate var forbidsStaging: Bool {
        let reasons = objections.map(\.reason) + [decision.reason]
        return reasons.contains { Self.forbidding.contains($0) }
    }

    private static let forbidding: Set<ReasonCode> = [
        .suspended, .policyConflict, .policyExpired, .newItems,
    ]
}

extension Finding {
    /// The code of a staged file that nobody has deleted.
    static let leftoverProbe = "probe.leftover"
}
