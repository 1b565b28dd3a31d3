import Policy
import UsageModel

/// What is worth knowing and is no cell.
struct Findings {
    private let input: ReconciliationInput
    private let desired: DesiredState
    /// A submitted file that the distributor has not answered for this long is worth a question.
    private static let pendingTooLong = Duration.seconds(30 * 86_400)

    init(_ input: ReconciliationInput, desired: DesiredState) {
        self.input = input
        self.desired = desired
    }

    func all() -> [Finding] {
        freshLedger() + terminatedContracts() + pendingFiles() + refusedRecords() + policies()
            + sourceRows() + forgottenProbes() + voidAssignments()
    }

    /// A fresh ledger on an account that holds our files: its history is elsewhere or lost.
    private func freshLedger() -> [Finding] {
        let ours = input.observation.files.filter {
            $0.isLive && FileMatching.ownMarker(of: $0, identity: input.identity) != nil
        }
        guard input.knowledge.isFresh, !ours.isEmpty else { return [] }
        return [
            Finding(
                code: "ledger.fresh",
                message:
                    "the ledger is new, but Connect holds \(ours.count) live files with the marker "
                    + "of '\(input.identity)'",
                subject: input.identity.name, next: "usagectl diff --all")
        ]
    }

    /// Assignments that contradict what the platform says of the file: they are not obeyed.
    private func voidAssignments() -> [Finding] {
        input.observation.files.compactMap { file in
            guard let cell = input.knowledge.assignments[file.id],
                !FileMatching.isAssignable(file, to: cell, by: input.identity)
            else { return nil }
            let place = [file.contract?.text, file.product?.text, file.period?.description]
                .compactMap(\.self).joined(separator: ", ")
            return Finding(
                code: "assignment.void",
                message: "'\(file.id)' was assigned to \(cell), but the platform has it under "
                    + "\(place): it stays there",
                subject: file.id.text, next: NextCommand.revoke(file.id.text))
        }
    }

    /// Files that were staged to be checked, and that nobody has deleted.
    private func forgottenProbes() -> [Finding] {
        input.observation.files.compactMap { file in
            guard file.isForgottenProbe(at: input.now), let probe = file.probe else { return nil }
            let isOurs = probe.identity == input.identity
            let owner = isOurs ? "" : " by '\(probe.identity)', which has to delete it,"
            return Finding(
                code: Finding.leftoverProbe,
                message:
                    "'\(file.id)' was staged\(owner) to check the rows of \(probe.cell) and is "
                    + "\(file.status.word) still; it bills nothing while nobody submits it",
                subject: file.id.text,
                next: isOurs
                    ? NextCommand.checkDeep(probe.cell) : NextCommand.explain(probe.cell))
        }
    }

    /// Rows that a source left out, summed or set aside: nothing is dropped in silence.
    private func sourceRows() -> [Finding] {
        input.usage.notes.flatMap { source, notes in
            notes.map { note in
                Finding(
                    code: "source.rows", message: note, subject: source,
                    next: "usagectl diff --all --with-usage")
            }
        }
    }

    private func policies() -> [Finding] {
        let facts = desired.obligations.sorted { $0.key < $1.key }.map(\.value.facts)
        return input.policies.notices(at: input.now, among: facts).map { notice in
            Finding(
                code: "policy.\(notice.kind.rawValue)", message: notice.message,
                subject: notice.policy, next: "usagectl policy check")
        }
    }

    private func terminatedContracts() -> [Finding] {
        let usage = input.usage.unattributed.filter { $0.reason == .contractTerminated }
        return usage.map { entry in
            Finding(
                code: "contract.terminatedWithUsage",
                message:
                    "\(entry.records) records of \(entry.month) belong to a terminated contract "
                    + "(\(entry.examples.joined(separator: ", ")))",
                subject: entry.product.text,
                next: NextCommand.acknowledge(entry.examples.first ?? entry.product.text))
        }
    }

    private func pendingFiles() -> [Finding] {
        input.observation.files.compactMap { file in
            guard file.status == .pending, let at = file.events.submitted?.at,
                input.now.since(at) > Self.pendingTooLong
            else { return nil }
            return Finding(
                code: "file.pendingTooLong",
                message:
                    "'\(file.id)' was submitted on \(at.date) and the distributor has not answered",
                subject: file.id.text, next: NextCommand.acknowledge(file.id.text))
        }
    }

    /// Records that the provider refused one by one, told by the platform's counts.
    private func refusedRecords() -> [Finding] {
        input.observation.files.compactMap { file in
            guard file.status == .accepted || file.status == .closed,
                let sent = file.stats.uploaded, let accepted = file.stats.accepted
            else { return nil }
            let taken = accepted + (file.stats.closed ?? 0) + (file.stats.billed ?? 0)
            guard taken < sent else { return nil }
            return Finding(
                code: "file.recordsRefused",
                message: "'\(file.id)' was accepted with \(taken) of \(sent) records",
                subject: file.id.text, next: NextCommand.acknowledge(file.id.text))
        }
    }
}
