import UsageModel

// Upload and processing.
extension CellMachine {
    mutating func afterUpload(_ event: Event, _ file: UsageFileID) -> Effect {
        switch event {
        // A time that was there before is not that of this upload.
        case .uploaded(.named(let at)) where uploadedBefore.map { at > $0 } ?? true:
            phase = .awaiting(file, at)
            return .list(.poll)
        case .uploaded(.notAfter(let bound)):
            phase = .pinning(file, notAfter: bound)
            return .list(.poll)
        case .refused(let why): return finish(.failed, file, why)
        case .notSent: return upload(file)
        default:
            phase = .settling(file)
            return .list(.poll)
        }
    }

    /// An upload without an answer proves nothing of the content, so it is made again as soon as
    /// the platform is done with whatever arrived.
    mutating func afterUnansweredUpload(_ event: Event, _ file: UsageFileID) -> Effect {
        guard let found = own(file, in: event) else { return again(event, file) }
        if found.status.isInFlight { return .list(.poll) }
        if let end = ended(found, event) { return end }
        return upload(over: found)
    }

    /// An upload that was answered without its own time is known by it once a list shows one that
    /// is later than what was there before, and not later than the answer. A later one is
    /// somebody else's, so that ours is sent again.
    mutating func afterPinningList(
        _ event: Event, _ file: UsageFileID, notAfter bound: Timestamp
    ) -> Effect {
        guard let found = own(file, in: event) else { return again(event, file) }
        if let end = ended(found, event) { return end }
        // A list may lag behind the upload.
        guard found.status != .draft, let uploaded = found.events.uploaded?.at,
            uploadedBefore.map({ uploaded > $0 }) ?? true
        else { return .list(.poll) }
        guard uploaded <= bound.adding(Self.cutSecond) || !Protection.uploadBeforeItsAnswer.isOn
        else {
            return found.status.isInFlight ? .list(.poll) : upload(over: found)
        }
        // One more look, so that the ledger learns the pin even where nothing is submitted.
        phase = .awaiting(file, uploaded)
        return .list(.poll)
    }

    /// The platform's clock in an answer is cut to the second.
    private static let cutSecond = Duration.seconds(1)

    private mutating func upload(over found: UsageFile) -> Effect {
        uploadedBefore = found.events.uploaded?.at
        return upload(found.id)
    }

    mutating func afterPoll(_ event: Event, _ file: UsageFileID, _ pin: Timestamp?) -> Effect {
        guard let found = own(file, in: event) else { return again(event, file) }
        if let end = ended(found, event) { return end }
        // A list may lag behind the upload; only what follows our own upload counts.
        guard found.status != .draft, let uploaded = found.events.uploaded?.at else {
            return .list(.poll)
        }
        let isReplaced = order.isStale && tries.uploads == 0
        if found.status.isInFlight {
            // The time of what is going to be uploaded again may be anybody's: it pins nothing.
            phase = .awaiting(file, isReplaced ? pin : pin ?? uploaded)
            return .list(.poll)
        }
        if isReplaced { return upload(over: found) }
        if let pin, uploaded < pin { return .list(.poll) }
        if let pin, uploaded != pin, Protection.pinnedUpload.isOn {
            return finish(.held, file, "'\(file)' was uploaded again by somebody else")
        }
        if found.status == .invalid {
            let why = found.errorDetail ?? "the platform gives no reason"
            return finish(.invalid, file, "the platform refused the rows: \(why)")
        }
        if let problem = CountCheck.problem(of: found, rows: order.rows) {
            return finish(.invalid, file, problem)
        }
        guard order.submits else { return finish(.ready, file) }
        return toGate(file, uploaded)
    }

    /// Our file in a list; nil where the list failed or does not show it.
    func own(_ file: UsageFileID, in event: Event) -> UsageFile? {
        guard case .listed(let files) = event else { return nil }
        return files.first { $0.id == file }
    }

    /// A list that failed ends the cell for this cycle; one that lags is made again.
    mutating func again(_ event: Event, _ file: UsageFileID) -> Effect {
        if case .listFailed(let why) = event { return finish(.processing, file, why) }
        return .list(.poll)
    }

    /// What a person or another controller did to our file meanwhile.
    mutating func ended(_ file: UsageFile, _ event: Event) -> Effect? {
        if file.status.isSubmitted { return confirmed(file.id, event) }
        if file.status == .deleted {
            return finish(.held, file.id, "'\(file.id)' was deleted meanwhile")
        }
        if !file.status.isKnown {
            return finish(
                .held, file.id, "'\(file.id)' has the unknown status '\(file.status.word)'")
        }
        return nil
    }
}
