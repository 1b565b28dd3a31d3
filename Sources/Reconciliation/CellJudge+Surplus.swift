import Policy
import UsageModel

// Two live files of ours in one cell: the rule that decides which one stays.
extension CellJudge {
    /// Files of ours that were never submitted, beside a submitted one.
    func besideSubmitted() -> Assessment? {
        let surplus = situation.oursOpen.map(\.file).filter { !$0.wasSubmitted }
        guard !surplus.isEmpty else { return nil }
        return remove(surplus, survivor: nil, then: nil)
    }

    /// More than one file of ours, none of them submitted.
    func severalOurs() -> Assessment? {
        let ours = situation.oursOpen.map(\.file)
        guard ours.count > 1 else { return nil }
        let refused = ours.filter(\.wasSubmitted)
        if refused.count > 1 {
            return severalRefused(refused, surplus: ours.filter { !$0.wasSubmitted })
        }
        // Ids are not ordered by age, so (created, id) decides; a file that was already with the
        // distributor cannot be deleted and therefore stays.
        guard let survivor = refused.first ?? ours.min(by: UsageFile.isOlder) else { return nil }
        return remove(
            ours.filter { $0.id != survivor.id || !Protection.survivorStays.isOn },
            survivor: survivor,
            // Beside somebody else's file only surplus is deleted; what then stands there together
            // is judged by the next cycle.
            then: situation.foreignOpen.isEmpty ? judge(survivor) : nil)
    }

    /// Files that were all with the distributor and came back: none can be deleted, and one of them
    /// goes there again if a person says so, the oldest; or goes on, if this ledger has sent it
    /// again. What was never there goes first.
    private func severalRefused(_ refused: [UsageFile], surplus: [UsageFile]) -> Assessment {
        let oldest = refused.min(by: UsageFile.isOlder)
        guard surplus.isEmpty else { return remove(surplus, survivor: oldest, then: nil) }
        let again = refused.filter { $0.status != .rejected && situation.upload(of: $0) != nil }
        let isOne = again.count == 1 && refused.count { $0.status != .rejected } == 1
        let wanted = refused.contains(where: isAsked) ? oldest : nil
        guard let survivor = isOne ? again.first : wanted else {
            return held(
                .duplicate, .surplusElsewhere,
                "\(refused.map(\.id.text).joined(separator: ", ")) were all rejected; only one "
                    + "can be sent again", next: NextCommand.resend(cell))
        }
        var assessment = judge(survivor)
        assessment.passedOver = Set(refused.map(\.id)).subtracting([survivor.id])
        return assessment
    }

    private func remove(
        _ surplus: [UsageFile], survivor: UsageFile?, then next: Assessment?
    ) -> Assessment {
        // What this ledger made is deleted in any case; what is left is judged by the next cycle.
        let ours = surplus.filter { situation.isCreatedHere($0) && $0.status.isDeletable }
        if !ours.isEmpty, ours.count < surplus.count {
            return deleting(ours, survivor: nil, then: nil)
        }
        if let elsewhere = surplus.first(where: { !situation.isCreatedHere($0) }),
            policy.onDuplicate == .hold || !isQuiet(elsewhere)
        {
            let message = "'\(elsewhere.id)' carries our marker but was made by another ledger"
            if !isQuiet(elsewhere) { return waiting(.duplicate, .takeover, message) }
            return held(
                .duplicate, .surplusElsewhere,
                message + ": delete it in the portal, or let the policy's onDuplicate be deleteOurs"
            )
        }
        if let stuck = surplus.first(where: isStuck) {
            return held(
                .duplicate, .stuck,
                "'\(stuck.id)' is surplus and has been \(stuck.status.word) for too long: ask the "
                    + "platform's support")
        }
        if let busy = surplus.first(where: { !$0.status.isDeletable }) {
            return waiting(
                .duplicate, .surplus,
                "'\(busy.id)' is surplus and \(busy.status.word); it is deleted once it can be")
        }
        return deleting(surplus, survivor: survivor, then: next)
    }

    /// Whether the platform should have been done with a file long ago.
    func isStuck(_ file: UsageFile) -> Bool {
        guard file.status.isInFlight else { return false }
        let since = file.events.uploaded?.at ?? file.events.latest ?? situation.now
        return situation.now.since(since) > situation.times.stuckAfter
    }

    private func deleting(
        _ surplus: [UsageFile], survivor: UsageFile?, then next: Assessment?
    ) -> Assessment {
        let names = surplus.map { "'\($0.id)'" }.joined(separator: ", ")
        let steps = surplus.map { _ in Step.delete } + (next?.decision.steps ?? [])
        var assessment = converging(
            .duplicate, steps, .surplus,
            "\(names) is surplus: never submitted, and this cell has a better file",
            survivor: survivor)
        assessment.surplus = surplus
        assessment.needsUsage = next?.needsUsage ?? false
        return assessment
    }

    /// Whether nothing happened to a file of another ledger for so long that its owner is gone.
    func isQuiet(_ file: UsageFile) -> Bool {
        guard Protection.waitBeforeTakeover.isOn, let latest = file.events.latest else {
            return true
        }
        return situation.now.since(latest) >= situation.times.takeover
    }
}
