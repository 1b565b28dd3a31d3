import UsageModel

/// Takes the records and problems of all files of one reading.
final class RecordSink {
    private let asked: Set<BillingMonth>
    private let limits: SourceLimits

    private(set) var recordsOfOtherMonths: [BillingMonth: Int] = [:]
    private(set) var problems: [SourceProblem] = []
    /// Whether equal rows of different files are looked for; with one file there are none.
    private let watchesContent: Bool
    private var spill: Spill<UsageScope>
    private var encoder = RecordEncoder()
    private var subscriptions: [ProductID: Set<String>] = [:]
    private var lastSubscription: (product: ProductID, name: String)?
    private var watches: [RepeatWatch] = []
    private var scopes = KeyIndex<UsageScope>()
    /// Why records were lost on the way to the temporary file; what was read is worth nothing then.
    private(set) var failure: SpillError?

    // Of the file that is being read.
    private var problemsOfFile = 0
    private var firstProblem: SourceProblem?

    /// - Parameter files: how many files are to come.
    init(
        months: [BillingMonth], limits: SourceLimits, files: Int,
        spill: Spill<UsageScope> = Spill()
    ) {
        watchesContent = files > 1
        self.spill = spill
        asked = Set(months)
        self.limits = limits
    }

    /// Says that what comes now is of another file.
    func beginFile() {
        problemsOfFile = 0
        firstProblem = nil
        for watch in watches.indices { watches[watch].beginFile() }
    }

    /// Takes a record of a month, which is the intake's to tell.
    func take(_ record: UsageRecord, in month: BillingMonth) {
        guard asked.contains(month) else {
            recordsOfOtherMonths[month, default: 0] += 1
            return
        }
        let scope = UsageScope(product: record.product, month: month)
        watches[watch(of: scope)].note(record, watchesContent: watchesContent)
        noteSubscription(of: record)
        encoder.encode(record)
        guard failure == nil else { return }
        do throws(SpillError) {
            try spill.append(encoder.bytes, 0..<encoder.bytes.count, to: scope)
        } catch {
            failure = error
        }
    }

    private func watch(of scope: UsageScope) -> Int {
        let watch = scopes.place(of: scope)
        if watch == watches.count { watches.append(RepeatWatch()) }
        return watch
    }

    private func noteSubscription(of record: UsageRecord) {
        if let lastSubscription, lastSubscription == (record.product, record.subscription) {
            return
        }
        subscriptions[record.product, default: []].insert(record.subscription)
        lastSubscription = (record.product, record.subscription)
    }

    func take(_ problem: SourceProblem) {
        problemsOfFile += 1
        firstProblem = firstProblem ?? problem
        if problemsOfFile <= limits.problems { problems.append(problem) }
    }

    /// Why the current file is not whole, nil if it is.
    func fileVerdict(path: String) -> String? {
        guard let firstProblem else { return nil }
        guard problemsOfFile > 1 else { return firstProblem.description }
        if problemsOfFile > limits.problems {
            problems.append(
                SourceProblem(
                    file: path, message: "\(problemsOfFile - limits.problems) more problems"))
        }
        return "\(firstProblem) (and \(problemsOfFile - 1) more)"
    }

    /// The records by scope, and which of them were probably delivered twice.
    func finish() throws -> (records: RecordStore, twice: [UsageScope: [RowTwice]]) {
        if let failure { throw failure }
        let store = RecordStore(
            entries: spill.finish(), files: encoder.files, subscriptions: subscriptions)
        var twice: [UsageScope: [RowTwice]] = [:]
        for (scope, watch) in scopes.places {
            let found = try RepeatedRows.find(in: store, of: scope, watches[watch])
            if !found.isEmpty { twice[scope] = found }
        }
        return (store, twice)
    }
}
