package import ConnectSimulator
package import Reconciliation
package import UsageModel

/// The platform's usage files as a small value that can be copied, compared and hashed fast.
///
/// It keeps the rules of `SimulatedPlatform` (a test holds the two against each other) and leaves
/// out workbooks, HTTP and the rule that a record id is taken once: here a second file with the
/// same rows becomes ready, which is the harder world. Here it is assumed that a list may lag, but
/// shows a prefix of history: `list(lag:)` shows what was so many changes ago, never a mixture.
package struct ModelPlatform: Hashable, Sendable {
    /// The order in which ids are given to new files.
    package enum IDOrder: Hashable, Sendable, CaseIterable { case ascending, descending }

    /// What is wrong with the platform itself, so that no controller gets its work done: shown by a
    /// test to know that a rule notices.
    package enum Flaw: Hashable, Sendable {
        /// No upload is ever taken.
        case refusesUploads
        /// Rows that were taken are lost, and the file is a draft again.
        case losesRows
    }

    package var flaw: Flaw?
    package private(set) var files: [ModelFile] = [] {
        didSet { if isCompared { fingerprint = files.hashValue } }
    }
    /// What lists showed before the latest changes, oldest first.
    private var past: [[UsageFile]] = []
    /// Hashes of `files`, now and before the latest changes, so that worlds are compared fast.
    private var fingerprint = 0
    private var pastFingerprints: [Int] = []
    package private(set) var version = 0
    package private(set) var now: Timestamp
    private let idOrder: IDOrder
    private let longestLag: Int
    private let isCompared: Bool
    private var made = 0

    package init(
        at now: Timestamp, idOrder: IDOrder = .ascending, longestLag: Int = 0,
        isCompared: Bool = true
    ) {
        self.now = now
        self.idOrder = idOrder
        self.longestLag = longestLag
        self.isCompared = isCompared
    }

    package static func == (left: ModelPlatform, right: ModelPlatform) -> Bool {
        left.fingerprint == right.fingerprint && left.now == right.now
            && left.version == right.version && left.pastFingerprints == right.pastFingerprints
            && left.made == right.made && left.files == right.files
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(fingerprint)
        hasher.combine(pastFingerprints)
        hasher.combine(now)
        hasher.combine(version)
        hasher.combine(made)
    }

    /// The files as they are shown, as of some changes ago.
    package func list(lag: Int = 0) -> [UsageFile] {
        guard lag > 0, !past.isEmpty else { return files.map(\.shown) }
        return past[max(0, past.count - lag)]
    }

    package subscript(id: UsageFileID) -> ModelFile? { files.first { $0.shown.id == id } }

    package mutating func pass(_ duration: Duration) {
        now = now.adding(duration)
    }

    /// Puts a file there as the case begins, without history.
    package mutating func place(_ file: ModelFile) {
        files.append(file)
    }

    /// Changes a placed file before the case begins.
    package mutating func change(placed id: UsageFileID, _ body: (inout ModelFile) -> Void) {
        guard let index = files.firstIndex(where: { $0.shown.id == id }) else { return }
        body(&files[index])
    }

    /// Changes files; lists that lag show it later.
    private mutating func change(_ body: (inout [ModelFile]) -> Void) {
        if longestLag > 0 {
            past.append(files.map(\.shown))
            pastFingerprints.append(fingerprint)
            if past.count > longestLag {
                past.removeFirst()
                pastFingerprints.removeFirst()
            }
        }
        version += 1
        var changed = files
        body(&changed)
        files = changed
    }

    private mutating func change(_ id: UsageFileID, _ body: (inout ModelFile) -> Void) {
        change { files in
            guard let index = files.firstIndex(where: { $0.shown.id == id }) else { return }
            body(&files[index])
        }
    }

    // MARK: Writes

    /// Does what a request asks, if the platform's rules allow it.
    package mutating func perform(
        _ request: WriteScript.Request, in cell: Cell, by maker: ModelFile.Maker, rows: ModelRows
    ) -> WriteScript.Answer {
        switch request {
        case .create(let fields, let marker):
            return .done(
                file: create(fields, cell: cell, marker: marker, by: maker), uploaded: .unsaid)
        case .adopt(let id, let marker):
            return act(on: id, FileAction.isUpdateAllowed) { $0.shown.externalID = marker }
        case .upload(let id): return upload(id, rows)
        case .submit(let id):
            let at = now
            return act(on: id, FileAction.submit.isAllowed) {
                $0.shown.status = .pending
                $0.shown.events.submitted = UsageFileEvent(at: at, by: "us")
                $0.count(.submit)
            }
        case .delete(let id): return delete(id, by: "us")
        }
    }

    private mutating func act(
        on id: UsageFileID, _ isAllowed: (UsageFileStatus) -> Bool,
        _ body: (inout ModelFile) -> Void
    ) -> WriteScript.Answer {
        guard let file = self[id] else { return .failed(.refused, "404") }
        guard isAllowed(file.shown.status) else {
            return .failed(.refused, "400: the status is '\(file.shown.status.word)'")
        }
        change(id, body)
        return .done(file: id, uploaded: .unsaid)
    }

    package mutating func create(
        _ fields: FileFields, cell: Cell, marker: String?, by maker: ModelFile.Maker
    ) -> UsageFileID {
        made += 1
        let number = idOrder == .ascending ? 5000 + made : 5000 - made
        let id = UsageFileID("UF-\(number)")
        var shown = UsageFile(
            id: id, name: fields.name, status: .draft, externalID: marker,
            contract: cell.contract, product: cell.product, period: cell.month.days,
            environment: "production", currency: fields.currency)
        shown.events.created = UsageFileEvent(at: now, by: "us")
        shown.stats = UsageFileStats(
            uploaded: 0, validated: 0, pending: 0, accepted: 0, closed: 0)
        change { $0.append(ModelFile(shown, maker: maker)) }
        return id
    }

    /// Takes rows in; another upload replaces the one before.
    private mutating func upload(_ id: UsageFileID, _ rows: ModelRows) -> WriteScript.Answer {
        guard flaw != .refusesUploads else { return .failed(.refused, "400: not now") }
        pass(.seconds(1))
        let at = now
        let answer = act(on: id, FileAction.isUploadAllowed) { file in
            file.shown.status = .processing
            file.shown.errorDetail = nil
            file.shown.rejectionNote = nil
            file.shown.events.uploaded = UsageFileEvent(at: at, by: "us")
            file.shown.events.submitted = nil
            file.shown.events.rejected = nil
            file.content = rows.digest
            file.overwrittenByHand = nil
            file.isValid = rows.isValid
            file.rows = rows.count
        }
        guard case .done = answer else { return answer }
        return .done(file: id, uploaded: rows.answersNameTheTime ? .named(at) : .notAfter(at))
    }

    /// A person uploads other rows over those of an open file, and the platform takes them in.
    package mutating func overwrite(_ id: UsageFileID) {
        pass(.seconds(1))
        let at = now
        change(id) { file in
            file.shown.status = .processing
            file.shown.events.uploaded = UsageFileEvent(at: at, by: "a person")
            file.content = "by hand"
            file.isValid = true
        }
        let version = version
        change(placed: id) { $0.overwrittenByHand = version }
    }

    package mutating func delete(_ id: UsageFileID, by user: String) -> WriteScript.Answer {
        let at = now
        return act(on: id, FileAction.delete.isAllowed) {
            $0.shown.status = .deleted
            $0.shown.events.deleted = UsageFileEvent(at: at, by: user)
        }
    }

    // MARK: What the platform, the provider and people do

    /// Files in processing.
    package var busy: [UsageFileID] {
        files.filter(\.shown.status.isInFlight).map(\.shown.id)
    }

    package mutating func finishProcessing(_ id: UsageFileID) {
        pass(.seconds(1))
        let flaw = flaw
        change(id) { file in
            file.shown.status = file.isValid ? .ready : .invalid
            if flaw == .losesRows { file.shown.status = .draft }
            file.shown.stats = UsageFileStats(
                uploaded: file.rows, validated: file.isValid ? file.rows : 0, pending: 0,
                accepted: 0, closed: 0)
            if !file.isValid { file.shown.errorDetail = "a row is wrong" }
        }
    }

    /// An act of the provider or of a person, if the rules allow it.
    @discardableResult
    package mutating func act(_ action: FileAction, on id: UsageFileID, note: String? = nil) -> Bool
    {
        pass(.seconds(1))
        let at = now
        let answer = act(on: id, action.isAllowed) { file in
            file.shown.status = action.outcome
            file.count(action)
            let event = UsageFileEvent(at: at, by: "somebody")
            switch action {
            case .submit: file.shown.events.submitted = event
            case .delete: file.shown.events.deleted = event
            case .accept: file.shown.events.accepted = event
            case .reject:
                file.shown.events.rejected = event
                file.shown.rejectionNote = note
            case .close: file.shown.events.closed = event
            }
        }
        if case .done = answer { return true }
        return false
    }

    /// Lets a person change anything about a file, as the portal would.
    package mutating func edit(_ id: UsageFileID, _ body: (inout ModelFile) -> Void) {
        pass(.seconds(1))
        change(id, body)
    }
}

/// The rows of a workbook, as far as the model is concerned.
package struct ModelRows: Hashable, Sendable {
    package var digest: String
    package var count: Int
    package var isValid: Bool
    /// Whether the answer to an upload shows the platform's own time of it.
    package var answersNameTheTime: Bool

    package init(
        digest: String, count: Int, isValid: Bool = true, answersNameTheTime: Bool = true
    ) {
        self.digest = digest
        self.count = count
        self.isValid = isValid
        self.answersNameTheTime = answersNameTheTime
    }
}
