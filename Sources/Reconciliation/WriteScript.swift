package import UsageModel

/// One write of a cell from its intent to what the machine is told of it: pure, one move at a time.
///
/// The controller's performer plays it behind async; a verification plays the same script against a
/// model and may end it after any move, as the death of a process would.
package struct WriteScript: Hashable, Sendable {
    /// What is asked of the platform.
    package enum Request: Hashable, Sendable {
        case create(FileFields, externalID: String)
        case adopt(UsageFileID, externalID: String)
        case upload(UsageFileID)
        case submit(UsageFileID)
        case delete(UsageFileID)
    }

    /// What came of a request.
    package enum Answer: Hashable, Sendable {
        /// Done; the file that a create made, what is known of the time of an upload.
        case done(file: UsageFileID?, uploaded: UploadTime)
        /// Not done, or nobody knows; the result is never `answered`.
        case failed(WriteOutcome.Result, String)
    }

    /// The next thing to do; exactly one at a time.
    package enum Move: Hashable, Sendable {
        /// The intent goes to the ledger's disk; without it nothing is sent.
        case note(WriteIntent)
        case send(Request)
        /// The outcome goes to the ledger. Should that fail, the intent stays open and the next
        /// cycle reads it as "unknown": the safe side.
        case settle(WriteOutcome)
        case tell(CellMachine.Event)
    }

    private enum Phase: Hashable, Sendable {
        case planned
        case noted
        case sent
        case answered(Answer)
        case settled(Answer)
    }

    package let request: Request
    package let cell: Cell
    /// What an upload sends.
    package let sent: SentUsage?
    /// The digest under which the archive keeps what an upload sends; nil where nothing is kept.
    package var manifest: String?
    private var phase = Phase.planned

    package init(_ request: Request, cell: Cell, sent: SentUsage? = nil) {
        self.request = request
        self.cell = cell
        self.sent = sent
    }

    /// The move that is due now.
    package mutating func next(at now: Timestamp) -> Move {
        switch phase {
        case .planned where Protection.intentFirst.isOn:
            phase = .noted
            return .note(
                WriteIntent(
                    step: request.step, cell: cell, file: request.file, at: now, sent: sent,
                    manifest: manifest))
        case .planned, .noted:
            phase = .sent
            return .send(request)
        case .sent:
            return settle(.failed(.unknown, "the request was not answered"), at: now)
        case .answered(let answer): return settle(answer, at: now)
        case .settled(let answer): return .tell(event(of: answer))
        }
    }

    /// Takes what came of the request.
    package mutating func take(_ answer: Answer) {
        phase = .answered(answer)
    }

    private mutating func settle(_ answer: Answer, at now: Timestamp) -> Move {
        phase = .settled(answer)
        switch answer {
        case .done(let file, let uploaded):
            return .settle(
                WriteOutcome(
                    result: .answered, file: request.file ?? file, uploadedAt: uploaded.named,
                    at: now))
        case .failed(let result, let message):
            return .settle(
                WriteOutcome(result: result, file: request.file, message: message, at: now))
        }
    }

    private func event(of answer: Answer) -> CellMachine.Event {
        switch answer {
        case .failed(.refused, let why): .refused(why)
        case .failed(.notSent, let why): .notSent(why)
        case .failed(_, let why): .unknown(why)
        case .done(let file, let uploaded):
            switch request {
            case .create: file.map { .created($0) } ?? .unknown("the answer names no file")
            case .adopt: .adopted
            case .upload: .uploaded(uploaded)
            case .submit: .submitted
            case .delete: .deleted
            }
        }
    }
}

extension WriteScript.Request {
    /// The request that an effect asks for; nil for effects that write nothing, and for a create
    /// whose fields are not settled.
    package init?(_ effect: CellMachine.Effect, fields: FileFields?, order: CellOrder) {
        let marker = Marker(identity: order.identity, cell: order.cell).externalID
        switch effect {
        case .create:
            guard let fields else { return nil }
            self = .create(fields, externalID: marker)
        case .adopt(let file): self = .adopt(file, externalID: marker)
        case .upload(let file): self = .upload(file)
        case .submit(let file): self = .submit(file)
        case .delete(let file): self = .delete(file)
        case .list, .finish: return nil
        }
    }

    package var step: Step {
        switch self {
        case .create: .create
        case .adopt: .adopt
        case .upload: .upload
        case .submit: .submit
        case .delete: .delete
        }
    }

    /// Nil for a create, whose file has no id yet.
    package var file: UsageFileID? {
        switch self {
        case .create: nil
        case .adopt(let file, _), .upload(let file), .submit(let file), .delete(let file): file
        }
    }
}
