import Reconciliation
import UsageModel

// What the lists of a machine show, as the controller asks for them.
extension World {
    /// What a list shows of what the machine asked for: a look for files in work shows only those
    /// that were created since the earliest of them.
    func answer(to number: Int, lag: Int) -> [UsageFile] {
        let list = platform.list(lag: lag)
        guard let activity = installations[number].activity else { return list }
        guard case .list(let look) = activity.effect, !look.isOfWholePairs else { return list }
        return list.filter { file in
            file.events.created.map { $0.at >= activity.createdSince } ?? false
        }
    }

    /// Nobody does anything for a while, and lists grow old.
    mutating func sleep(for duration: Duration) {
        platform.pass(duration)
        for index in installations.indices {
            installations[index].activity?.listAge += duration
        }
    }

    /// Whether a list leaves out a file that this ledger made and was told of.
    func isBlind(
        _ list: [UsageFile], ledger: Int, _ knowledge: LedgerKnowledge
    ) -> Bool {
        platform.files.contains { file in
            file.maker == .ledger(ledger) && file.shown.isLive
                && knowledge.files.contains(file.shown.id)
                && !list.contains { $0.id == file.shown.id }
        }
    }
}
