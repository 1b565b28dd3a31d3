import UsageModel

// The gate, the submit, and the look after it.
extension CellMachine {
    mutating func afterGateList(_ event: Event, _ file: UsageFileID, _ pin: Timestamp) -> Effect {
        guard case .listed(let files) = event else { return again(event, file) }
        if let own = files.first(where: { $0.id == file }), let end = ended(own) { return end }
        let gate = SubmitGate(
            cell: order.cell, file: file, pin: pin, rows: order.rows, identity: order.identity,
            disregarded: order.disregarded)
        switch gate.verdict(on: files) {
        case .open:
            guard tries.submits < Tries.limit else {
                return finish(.unknown, file, "no submit was answered in \(Tries.limit) tries")
            }
            tries.submits += 1
            phase = .submitting(file, pin)
            return .submit(file)
        case .notYet:
            phase = .awaiting(file, pin)
            return .list(.poll)
        case .shut(let why): return finish(.held, file, why)
        }
    }

    /// Whatever the answer: what happened is what a list shows.
    mutating func afterSubmit(_ event: Event, _ file: UsageFileID) -> Effect {
        let failure: Failure?
        switch event {
        case .submitted: failure = nil
        case .refused(let why): failure = .refused(why)
        case .notSent(let why), .unknown(let why): failure = .unknown(why)
        default: return .submit(file)
        }
        phase = .confirming(file, failure: failure, looks: 0)
        return .list(.afterSubmit)
    }

    mutating func afterConfirmingList(
        _ event: Event, _ file: UsageFileID, _ failure: Failure?, _ looks: Int
    ) -> Effect {
        guard case .listed(let files) = event, let own = files.first(where: { $0.id == file }) else {
            return lookAgain(event, file, failure, looks)
        }
        if own.status.isSubmitted { return confirmed(own, files) }
        if own.status == .rejected {
            let note = own.rejectionNote.map { ": \($0)" } ?? ""
            return finish(.held, file, "the provider rejected '\(file)'\(note)")
        }
        if let end = ended(own) { return end }
        if case .refused(let why) = failure { return finish(.failed, file, why) }
        return lookAgain(event, file, failure, looks)
    }

    /// Submitted; a second submitted file is reported at once, while it can still be rejected.
    private mutating func confirmed(_ own: UsageFile, _ files: [UsageFile]) -> Effect {
        let second = SubmitGate.others(
            in: files, cell: order.cell, than: own.id, identity: order.identity
        ).first { $0.status.isSubmitted && !order.disregarded.contains($0.id) }
        guard let second else { return finish(.submitted, own.id) }
        return finish(
            .submitted, own.id,
            "'\(second.id)' is submitted in this cell too: ask the distributor to reject one of them")
    }

    private mutating func lookAgain(
        _ event: Event, _ file: UsageFileID, _ failure: Failure?, _ looks: Int
    ) -> Effect {
        let lost: String? = if case .unknown(let why) = failure { why } else { nil }
        if case .listFailed(let why) = event {
            return finish(failure == nil ? .submitted : .unknown, file, lost ?? why)
        }
        guard looks < 3 else {
            // Submitting again goes through the gate: only a fresh list that shows the file still
            // ready and alone lets it pass.
            if lost != nil, case .listed(let files) = event,
                let own = files.first(where: { $0.id == file }), let pin = own.events.uploaded?.at,
                tries.submits < Tries.limit
            {
                phase = .gate(file, pin)
                return .list(.beforeSubmit)
            }
            return finish(
                .unknown, file, lost ?? "the submit was answered, but no list shows it yet")
        }
        phase = .confirming(file, failure: failure, looks: looks + 1)
        return .list(.afterSubmit)
    }
}
