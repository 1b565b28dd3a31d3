import UsageModel

// The gate, the submit, and the look after it.
extension CellMachine {
    /// A submit follows a list that was taken after the file became ready.
    mutating func toGate(_ file: UsageFileID, _ pin: Timestamp) -> Effect {
        phase = .gate(file, pin)
        guard Protection.listBeforeSubmit.isOn else { return submit(file, pin) }
        return .list(Protection.wholeListBeforeSubmit.isOn ? .beforeSubmit : .poll)
    }

    mutating func afterGateList(_ event: Event, _ file: UsageFileID, _ pin: Timestamp) -> Effect {
        guard case .listed(let files) = event else { return again(event, file) }
        if let own = files.first(where: { $0.id == file }), let end = ended(own, event) {
            return end
        }
        switch gate(file, pin).verdict(on: files) {
        case .open: return submit(file, pin)
        case .notYet:
            phase = .awaiting(file, pin)
            return .list(.poll)
        case .shut(let why): return finish(.held, file, why)
        }
    }

    private mutating func submit(_ file: UsageFileID, _ pin: Timestamp) -> Effect {
        guard tries.submits < Tries.limit else {
            return finish(.unknown, file, "no submit was answered in \(Tries.limit) tries")
        }
        tries.submits += 1
        phase = .submitting(file, pin)
        return .submit(file)
    }

    /// Whatever the answer: what happened is what a list shows.
    mutating func afterSubmit(_ event: Event, _ file: UsageFileID, _ pin: Timestamp) -> Effect {
        if case .listGrewOld = event {
            tries.submits -= 1
            tries.oldLists += 1
            guard tries.oldLists < Tries.oldListLimit else {
                return finish(
                    .ready, file, "no list was fresh enough to submit by; the next cycle goes on")
            }
            return toGate(file, pin)
        }
        let failure: Failure?
        switch event {
        case .submitted: failure = nil
        case .refused(let why): failure = .refused(why)
        case .notSent(let why), .unknown(let why): failure = .unknown(why)
        default: failure = .unknown("the submit was not answered")
        }
        phase = .confirming(file, pin, failure: failure, looks: 0)
        return .list(.afterSubmit)
    }

    mutating func afterConfirmingList(
        _ event: Event, _ submitted: Submitted, _ looks: Int
    ) -> Effect {
        let file = submitted.file
        guard let own = own(file, in: event) else {
            return lookAgain(event, submitted, looks)
        }
        if own.status == .rejected {
            let note = own.rejectionNote.map { ": \($0)" } ?? ""
            return finish(.held, file, "the provider rejected '\(file)'\(note)")
        }
        if let end = ended(own, event) { return end }
        if case .refused(let why) = submitted.failure { return finish(.failed, file, why) }
        return lookAgain(event, submitted, looks)
    }

    /// Submitted, by whomever. A second submitted file, and rows that somebody else put into ours
    /// behind our last look, are reported at once, while the provider can still reject them.
    mutating func confirmed(_ file: UsageFileID, _ event: Event) -> Effect {
        guard case .listed(let files) = event, Protection.reportAfterSubmit.isOn else {
            return finish(.submitted, file)
        }
        var troubles: [String] = []
        let second = gate(file, .distantPast).others(in: files).first(where: \.status.isSubmitted)
        if let second {
            troubles.append(
                "'\(second.id)' is submitted in this cell too: ask the distributor to reject one "
                    + "of them")
        }
        // A list that does not tell when says nothing against us.
        if Protection.pinnedUpload.isOn, let pin = pinInHand ?? order.submittedPin,
            let at = files.first(where: { $0.id == file })?.events.uploaded?.at, at != pin
        {
            troubles.append(
                "'\(file)' was uploaded again by somebody else right before it was submitted: ask "
                    + "the distributor to reject it unless those rows are right")
        }
        return finish(.submitted, file, troubles.isEmpty ? nil : troubles.joined(separator: "; "))
    }

    /// The platform's time of our own upload, while one is on its way to be submitted.
    private var pinInHand: Timestamp? {
        switch phase {
        case .gate(_, let pin), .confirming(_, let pin, _, _): pin
        case .awaiting(_, let pin): pin
        default: nil
        }
    }

    private mutating func lookAgain(
        _ event: Event, _ submitted: Submitted, _ looks: Int
    ) -> Effect {
        let file = submitted.file
        let lost: String? = if case .unknown(let why) = submitted.failure { why } else { nil }
        if case .listFailed(let why) = event {
            return finish(submitted.failure == nil ? .submitted : .unknown, file, lost ?? why)
        }
        guard looks < 3 else {
            // Submitting again goes through the gate with the same pin: only a fresh list that
            // shows
            // the file still ready, with our upload and alone, lets it pass.
            if lost != nil, own(file, in: event) != nil, tries.submits < Tries.limit {
                return toGate(file, submitted.pin)
            }
            return finish(
                .unknown, file, lost ?? "the submit was answered, but no list shows it yet")
        }
        phase = .confirming(
            file, submitted.pin, failure: submitted.failure, looks: looks + 1)
        return .list(.afterSubmit)
    }

    func gate(_ file: UsageFileID, _ pin: Timestamp) -> SubmitGate {
        SubmitGate(
            cell: order.cell, file: file, pin: pin, rows: order.rows, identity: order.identity,
            disregarded: order.disregarded,
            submittedElsewhere: order.submittedElsewhere)
    }
}

/// A submit that was sent: of which file, with which upload, and how its answer failed, if it did.
struct Submitted {
    var file: UsageFileID
    var pin: Timestamp
    var failure: CellMachine.Failure?
}
