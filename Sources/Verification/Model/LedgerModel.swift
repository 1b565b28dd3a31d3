package import UsageModel

/// The ledger as a pure fold of what was intended and done, shown by a test to know what the store
/// on disk knows after the same history.
package struct LedgerModel: Hashable, Sendable {
    private struct Write: Hashable, Sendable {
        var intent: WriteIntent
        var result: WriteOutcome.Result?
        var file: UsageFileID?
        var uploadedAt: Timestamp?

        /// Whether the platform may have done it.
        var mayHaveHappened: Bool { result != .refused && result != .notSent }
        var isOpenCreate: Bool { intent.step == .create && mayHaveHappened && file == nil }
    }

    private var writes: [Cell: [Write]] = [:]
    /// The cells of the intents, by number.
    private var numbers: [(cell: Cell, index: Int)] = []
    /// How many intents there were when a person asked to send a cell's file again.
    private var resendsAsked: [Cell: Int] = [:]
    /// What a cycle gets to know; kept up to date with each entry.
    package private(set) var knowledge = LedgerKnowledge() {
        didSet { fingerprint = knowledge.hashValue }
    }
    private var fingerprint = 0

    package init() {}

    /// Two ledgers that know the same act the same.
    package static func == (left: LedgerModel, right: LedgerModel) -> Bool {
        left.knowledge == right.knowledge
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(fingerprint)
    }

    /// Whether the intent of a request is here and waits for its outcome.
    package func hasOpenIntent(_ step: Step, of cell: Cell, file: UsageFileID?) -> Bool {
        guard let last = writes[cell]?.last else { return false }
        return last.intent.step == step && last.intent.file == file && last.result == nil
    }

    package mutating func begin(_ intent: WriteIntent) -> Int {
        let cell = intent.cell
        writes[cell, default: []].append(Write(intent: intent, file: intent.file))
        numbers.append((cell, (writes[cell]?.count ?? 1) - 1))
        if intent.step == .submit, let file = intent.file { knowledge.files.insert(file) }
        fold(cell)
        return numbers.count - 1
    }

    package mutating func end(_ number: Int, _ outcome: WriteOutcome) {
        let (cell, index) = numbers[number]
        guard var write = writes[cell]?[index] else { return }
        write.result = outcome.result
        write.uploadedAt = outcome.uploadedAt ?? write.uploadedAt
        if write.intent.step == .create {
            write.file = write.mayHaveHappened ? outcome.file ?? write.file : nil
            if let file = write.file { knowledge.files.insert(file) }
        }
        writes[cell]?[index] = write
        if write.intent.step == .upload, outcome.result == .answered,
            let asked = resendsAsked[cell], asked <= number
        {
            knowledge.resends[cell] = nil
        }
        fold(cell)
    }

    /// A person asks to send a cell's file again.
    package mutating func resend(_ cell: Cell, at: Timestamp) {
        knowledge.resends[cell] = at
        resendsAsked[cell] = numbers.count
    }

    /// A list showed the platform's time of the last answered upload.
    package mutating func pin(_ file: UsageFileID, of cell: Cell, uploadedAt: Timestamp) {
        let index = writes[cell]?.lastIndex {
            $0.file == file && $0.intent.step == .upload && $0.mayHaveHappened
        }
        guard let index, writes[cell]?[index].result == .answered else { return }
        writes[cell]?[index].uploadedAt = uploadedAt
        fold(cell)
    }

    /// A list showed the file of the oldest create whose answer was lost.
    package mutating func found(_ file: UsageFileID, of cell: Cell) {
        guard
            writes[cell]?.contains(where: { $0.intent.step == .create && $0.file == file }) != true,
            let index = writes[cell]?.firstIndex(where: \.isOpenCreate)
        else { return }
        writes[cell]?[index].file = file
        knowledge.files.insert(file)
        fold(cell)
    }

    /// A proven observation: what it showed must be seen again, what is missing was explained.
    package mutating func observed(_ observation: Observation) {
        let made = knowledge.cells.values.reduce(into: Set<UsageFileID>()) { files, cell in
            files.formUnion(cell.files.filter(\.value.createdHere).keys)
        }
        var knowledge = knowledge
        knowledge.files.formIntersection(observation.files.map(\.id))
        for file in observation.files where file.wasSubmitted || made.contains(file.id) {
            knowledge.files.insert(file.id)
            if file.wasSubmitted { knowledge.submittedFiles.insert(file.id) }
        }
        knowledge.isFresh = false
        knowledge.contracts = observation.contracts.count
        self.knowledge = knowledge
    }

    /// Lets a person change what the ledger knows: approvals, assignments.
    package mutating func note(_ body: (inout LedgerKnowledge) -> Void) {
        body(&knowledge)
    }

    private mutating func fold(_ cell: Cell) {
        let writes = writes[cell] ?? []
        var history = CellHistory(openCreates: writes.filter(\.isOpenCreate).map(\.intent.at))
        for write in writes {
            guard let file = write.file else { continue }
            var known = history.files[file] ?? FileHistory()
            switch write.intent.step {
            case .create: known.createdHere = true
            case .adopt: break
            case .upload where write.mayHaveHappened:
                if let sent = write.intent.sent {
                    known.upload = UploadHistory(
                        sent: sent, at: write.intent.at, answered: write.result == .answered,
                        uploadedAt: write.uploadedAt)
                }
            case .upload: break
            case .submit where write.result != .notSent: known.submitTried = true
            case .delete where write.mayHaveHappened: known.deleteTried = true
            case .submit, .delete:
                if history.files[file] == nil { continue }
            }
            history.files[file] = known
        }
        knowledge.cells[cell] = history
    }
}
