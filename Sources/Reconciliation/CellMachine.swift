package import UsageModel

/// Drives one cell from its plan to its outcome: a pure state machine.
///
/// It is told what happened and says what to do next; whoever performs the effects (the controller,
/// or a test that stops it at any point) feeds the answers back. It never repeats a create whose
/// outcome is unknown without having looked for the file, and never submits but through
/// `SubmitGate`.
package struct CellMachine: Hashable, Sendable {
    package let order: CellOrder
    package internal(set) var phase: Phase
    /// Requests of each kind that were sent, so that no failure is retried for ever.
    var tries = Tries()
    /// The time of the last upload that a list showed before our own: what is not later is not
    /// ours.
    var uploadedBefore: Timestamp?

    package init(_ order: CellOrder) {
        self.order = order
        phase = .planned
        uploadedBefore = order.uploadedBefore
    }

    package var outcome: Outcome? {
        if case .finished(let outcome) = phase { return outcome }
        return nil
    }

    /// The file in work and the platform's own time of our upload, once a list has shown it.
    package var pinned: (file: UsageFileID, at: Timestamp)? {
        switch phase {
        case .awaiting(let file, let pin?), .gate(let file, let pin),
            .submitting(let file, let pin):
            (file, pin)
        default: nil
        }
    }

    /// The first effect.
    package mutating func start() -> Effect {
        next(afterDeleting: 0)
    }

    /// Takes the answer to the last effect and names the next one.
    package mutating func handle(_ event: Event) -> Effect {
        if case .interrupted(let why) = event { return interrupt(why) }
        switch phase {
        case .planned: return start()
        case .deleting(let index): return afterDelete(event, index)
        case .creating: return afterCreate(event)
        case .adopting(let file): return afterAdopt(event, file)
        case .searching(let looks): return afterSearch(event, looks)
        case .uploading(let file): return afterUpload(event, file)
        case .settling(let file): return afterUnansweredUpload(event, file)
        case .pinning(let file, let bound): return afterPinningList(event, file, notAfter: bound)
        case .awaiting(let file, let pin): return afterPoll(event, file, pin)
        case .gate(let file, let pin): return afterGateList(event, file, pin)
        case .submitting(let file, let pin): return afterSubmit(event, file, pin)
        case .confirming(let file, let pin, let failure, let looks):
            return afterConfirmingList(
                event, Submitted(file: file, pin: pin, failure: failure), looks)
        case .finished(let outcome): return .finish(outcome)
        }
    }

    /// Deletes the next surplus file, or goes on with what is left to do.
    mutating func next(afterDeleting done: Int) -> Effect {
        if done < order.surplus.count {
            phase = .deleting(done)
            return .delete(order.surplus[done])
        }
        switch order.begin {
        case .nothing: return finish(.deleted)
        case .create:
            phase = .creating
            tries.creates += 1
            return .create
        case .adopt(let file):
            phase = .adopting(file)
            return .adopt(file)
        case .upload(let file): return upload(file)
        case .poll(let file, let pin):
            phase = .awaiting(file, pin)
            return .list(.poll)
        case .submit(let file, let pin): return toGate(file, pin)
        }
    }

    private mutating func afterDelete(_ event: Event, _ index: Int) -> Effect {
        switch event {
        case .deleted: return next(afterDeleting: index + 1)
        case .refused(let why): return finish(.failed, order.surplus[index], why)
        // The next cycle's list shows whether it is gone.
        case .notSent(let why), .unknown(let why):
            return finish(.unknown, order.surplus[index], why)
        default: return finish(.unknown, order.surplus[index], "the delete was not answered")
        }
    }

    /// Ends what cannot go on now; what is on the platform stays there for the next cycle.
    private mutating func interrupt(_ why: String) -> Effect {
        switch phase {
        case .planned: return finish(.notStarted, nil, why)
        case .pinning(let file, _), .awaiting(let file, _), .gate(let file, _):
            return finish(.processing, file, why)
        case .searching, .creating: return finish(.unknown, nil, why)
        case .deleting(let index): return finish(.unknown, order.surplus[index], why)
        case .adopting(let file), .uploading(let file), .settling(let file),
            .submitting(let file, _),
            .confirming(let file, _, _, _):
            return finish(.unknown, file, why)
        case .finished(let outcome): return .finish(outcome)
        }
    }

    mutating func upload(_ file: UsageFileID) -> Effect {
        guard tries.uploads < Tries.limit else {
            return finish(.unknown, file, "no upload was answered in \(Tries.limit) tries")
        }
        tries.uploads += 1
        phase = .uploading(file)
        return .upload(file)
    }

    mutating func finish(
        _ result: Outcome.Result, _ file: UsageFileID? = nil, _ error: String? = nil
    ) -> Effect {
        let outcome = Outcome(result: result, fileId: file, error: error)
        phase = .finished(outcome)
        return .finish(outcome)
    }
}

/// How often the machine sent each kind of request.
struct Tries: Hashable, Sendable {
    static let limit = 3
    var creates = 0
    var uploads = 0
    var submits = 0
    /// A platform that keeps every request waiting would be asked for lists for ever.
    static let oldListLimit = 10
    var oldLists = 0
}
