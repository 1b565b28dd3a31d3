import UsageModel

/// Takes the records and problems of all files of one reading.
final class RecordSink {
    private let monthFrom: FilesSourceConfiguration.MonthFrom
    private let asked: Set<BillingMonth>
    private let limits: SourceLimits

    private(set) var recordsOfOtherMonths: [BillingMonth: Int] = [:]
    private(set) var problems: [SourceProblem] = []
    private var scopes: [UsageScope: Int] = [:]
    private var lists: [[UsageRecord]] = []
    private var lastScope: (scope: UsageScope, list: Int)?

    // Of the file that is being read.
    private var fileMonth: BillingMonth?
    private(set) var monthsOfFile: Set<BillingMonth> = []
    private var lastMonthOfFile: BillingMonth?
    private var problemsOfFile = 0
    private var firstProblem: SourceProblem?

    init(
        monthFrom: FilesSourceConfiguration.MonthFrom, months: [BillingMonth], limits: SourceLimits
    ) {
        self.monthFrom = monthFrom
        asked = Set(months)
        self.limits = limits
    }

    /// Says that what comes now is of another file; `month` is that of its path.
    func beginFile(month: BillingMonth?) {
        fileMonth = month
        monthsOfFile = []
        lastMonthOfFile = nil
        problemsOfFile = 0
        firstProblem = nil
    }

    func take(_ record: UsageRecord) {
        let month = self.month(of: record)
        if lastMonthOfFile != month {
            monthsOfFile.insert(month)
            lastMonthOfFile = month
        }
        guard asked.contains(month) else {
            recordsOfOtherMonths[month, default: 0] += 1
            return
        }
        if let lastScope, lastScope.scope.month == month, lastScope.scope.product == record.product
        {
            lists[lastScope.list].append(record)
            return
        }
        let scope = UsageScope(product: record.product, month: month)
        let list = scopes[scope] ?? lists.count
        if list == lists.count {
            lists.append([])
            scopes[scope] = list
        }
        lastScope = (scope, list)
        lists[list].append(record)
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

    /// The records by scope.
    func records() -> [UsageScope: [UsageRecord]] { scopes.mapValues { lists[$0] } }

    private func month(of record: UsageRecord) -> BillingMonth {
        switch monthFrom {
        case .file: fileMonth ?? BillingMonth(of: record.start.date)
        case .start: BillingMonth(of: record.start.date)
        // An end at a month's first instant closes the month before.
        case .end:
            BillingMonth(
                of: max(record.start, Timestamp(microseconds: record.end.microseconds - 1)).date)
        }
    }
}
