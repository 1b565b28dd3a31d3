package import UsageModel

/// What the ledger's past says against an observation; the readings prove themselves page by page.
package struct ObservationProof {
    private let observation: Observation
    private let knowledge: LedgerKnowledge

    /// A clock further off than this makes month ends and due days unreliable.
    package static let clockTolerance = Duration.seconds(300)

    package init(_ observation: Observation, knowledge: LedgerKnowledge) {
        self.observation = observation
        self.knowledge = knowledge
    }

    /// A sentence for each reason to disbelieve.
    package var doubts: [String] {
        [fewerContracts].compactMap(\.self)
    }

    /// Whether the account's usage records have to be counted: an account without usage files is
    /// believed by a fresh ledger only if it has none.
    package var needsRecordCount: Bool {
        Protection.proofEmptyAccount.isOn && observation.files.isEmpty && knowledge.isFresh
    }

    package func doubt(ofRecords count: Int) -> String? {
        guard count > 0 else { return nil }
        return "the list of usage files is empty, but the account has \(count) usage records"
    }

    /// The usage files that the ledger knows and the observation does not show, sorted: each is
    /// looked for by itself.
    package var missingFiles: [UsageFileID] {
        guard Protection.proofKnownFiles.isOn else { return [] }
        return knowledge.files.subtracting(observation.files.map(\.id)).sorted()
    }

    /// Only a file that was never submitted may be gone; one that exists shows that the list is
    /// not whole.
    package func doubt(ofMissing file: UsageFileID, exists: Bool) -> String? {
        if exists { return "the list of usage files leaves out '\(file)', which exists" }
        let wasNeverSubmitted =
            !knowledge.submittedFiles.contains(file)
            && knowledge.cells.values.contains {
                $0.files[file].map { !$0.submitTried } ?? false
            }
        guard !wasNeverSubmitted else { return nil }
        return "'\(file)' was submitted and is gone from the platform: if that is right, say "
            + "'usagectl baseline --confirm --gone \(file)'"
    }

    /// - Parameter clocksAhead: how far the clocks that this machine may be judged by are ahead of
    ///   the platform's; the nearest counts, the last one is named.
    package static func doubt(clocksAhead: [Duration]) -> String? {
        guard Protection.proofClock.isOn, let nearest = clocksAhead.map(\.magnitude).min(),
            nearest > clockTolerance, let named = clocksAhead.last
        else { return nil }
        return "this machine's clock and the platform's differ by "
            + "\(named.magnitude.components.seconds) s: set the clock"
    }

    /// What is said before writes where nothing tells the platform's time; nil where that is not to
    /// be proven.
    package static var doubtOfMissingDate: String? {
        guard Protection.proofClock.isOn else { return nil }
        return
            "no answer has a readable 'Date' header, so that this machine's clock cannot be held "
            + "against the platform's: look for a proxy that removes it"
    }

    /// Contracts are terminated, not deleted: a list that is more than 5 % shorter is another
    /// key's or
    /// another account's, or a filter that hides some.
    private var fewerContracts: String? {
        let count = observation.contracts.count
        guard Protection.proofContracts.isOn, let before = knowledge.contracts,
            count * 100 < before * 95
        else { return nil }
        return "\(count) contracts are listed, \(before) were before: if that is right, say "
            + "'usagectl baseline --confirm'"
    }
}

extension Duration {
    fileprivate var magnitude: Duration { self < .zero ? .zero - self : self }
}
