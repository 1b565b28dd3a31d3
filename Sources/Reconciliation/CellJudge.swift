import Policy
import UsageModel

/// Holds one cell's obligation against its files: first whether the month is submitted, then what
/// stands in the way, then what of ours is under way, at last what is missing.
package struct CellJudge {
    let situation: CellSituation
    var cell: Cell { situation.cell }
    var policy: EffectivePolicy { situation.obligation.policy }

    package init(_ situation: CellSituation) {
        self.situation = situation
    }

    package func assess() -> Assessment {
        var assessment =
            obstacle() ?? settledBySubmitted() ?? occupied() ?? underWay() ?? judgeAbsence()
        assessment.notes += leftovers(beside: assessment)
        return assessment
    }

    /// What forbids any judgement of the files.
    private func obstacle() -> Assessment? {
        if let conflict = situation.conflict {
            return held(
                .occupied, .identityConflict,
                "the marker of '\(conflict.file)' names another contract, product or month than the "
                    + "file itself: correct the file in the portal, or say whose month it is",
                next: conflict.isOfPair ? NextCommand.assign(conflict.file, to: cell) : nil)
        }
        if Protection.unknownStatusOccupies.isOn, let unknown = situation.unknownStatus.first?.file
        {
            return held(
                .occupied, .unknownStatus,
                "'\(unknown.id)' has the status '\(unknown.status.word)', which this version "
                    + "does not know"
            )
        }
        let environment = situation.contract?.environment
        if let other = situation.submitted.first(where: {
            $0.file.environment != nil && $0.file.environment != environment
        })?.file {
            return held(
                .occupied, .otherEnvironment,
                "'\(other.id)' was submitted in the environment '\(other.environment ?? "")', "
                    + "the contract's is '\(environment ?? "")'")
        }
        return nil
    }

    /// A month that submitted files cover, doubly cover or leave open.
    private func settledBySubmitted() -> Assessment? {
        switch Coverage(of: situation.submitted, required: situation.requiredDays) {
        case .none: return nil
        case .overlap(let first, let second, let days):
            return held(
                .duplicate, .twoSubmitted,
                "'\(first)' and '\(second)' are both submitted for \(days): ask the distributor to "
                    + "reject one of them",
                next: NextCommand.acknowledge(cell.description))
        case .gaps(let gaps):
            return held(
                .partial, .gap,
                "submitted files leave \(gaps.map(\.description).joined(separator: ", ")) "
                    + "uncovered",
                next: NextCommand.acknowledge(cell.description))
        case .full(let count):
            if let beside = besideSubmitted() { return beside }
            let comparison = comparison
            return overwritten() ?? miscounted() ?? mismatch(comparison)
                ?? inSync(files: count, comparison)
        }
    }

    private func inSync(files: Int, _ comparison: Comparison?) -> Assessment {
        let message =
            files == 1
            ? "a submitted usage file covers this month"
            : "\(files) submitted usage files cover this month together"
        let decision = Decision(
            verb: .none, reason: files == 1 ? .submitted : .submittedInParts, message: message)
        var assessment = Assessment(state: .inSync, decision: decision)
        assessment.difference = comparison?.difference
        if comparison == nil {
            assessment.notes += situation.submitted.compactMap { placed in
                situation.unprovenRecords[placed.file.id].map {
                    "the records of '\(placed.file.id)' on Connect are not proven complete, so "
                        + "that nothing was compared: \($0)"
                }
            }
        }
        return assessment
    }

    /// A file without a period that may cover this month.
    private func occupied() -> Assessment? {
        guard policy.filesWithoutPeriod != .ignore,
            let file = situation.occupants.first(where: { !situation.isPassedOver($0) })
        else { return nil }
        return held(
            .occupied, .withoutPeriod,
            "'\(file.id)' (\(file.status.word)) names no period and may cover this month",
            next: NextCommand.assign(file.id, to: cell))
    }

    /// Remarks on what lies in the cell and needs no decision.
    private func leftovers(beside assessment: Assessment) -> [String] {
        guard assessment.state == .inSync || assessment.state == .duplicate else { return [] }
        return situation.live.filter { !$0.isOurs || $0.file.status == .rejected }
            .filter { !$0.file.status.isSubmitted }
            .map {
                "'\($0.file.id)' (\($0.file.status.word)) is left over beside the submitted file"
            }
    }

    // MARK: Short forms

    func held(
        _ state: CellState, _ reason: ReasonCode, _ message: String, next: String? = nil
    ) -> Assessment {
        let decision = Decision(
            verb: .hold, reason: reason, message: message, next: next ?? NextCommand.explain(cell))
        return Assessment(state: state, decision: decision)
    }

    func waiting(
        _ state: CellState, _ reason: ReasonCode, _ message: String, next: String? = nil
    ) -> Assessment {
        let decision = Decision(
            verb: .wait, reason: reason, message: message, next: next ?? NextCommand.explain(cell))
        return Assessment(state: state, decision: decision)
    }

    func converging(
        _ state: CellState, _ steps: [Step], _ reason: ReasonCode, _ message: String,
        survivor: UsageFile? = nil
    ) -> Assessment {
        let decision = Decision(
            verb: .converge, steps: steps, reason: reason, message: message,
            next: NextCommand.reconcile(cell))
        return Assessment(state: state, decision: decision, survivor: survivor)
    }
}
