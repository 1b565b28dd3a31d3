import UsageModel

/// Takes in what the files of one reading say, file by file, and makes the source's answer of it.
///
/// Every row that it is told of is afterwards counted in exactly one place: left out by a
/// condition, of another month, bad, quarantined, or part of a record.
final class RecordIntake {
    private let mapping: RowMapping
    private let asked: Set<BillingMonth>
    private let sink: RecordSink
    private var renames: RenameTable?
    private var groups: RecordGroups?
    private var quarantine: Quarantine?
    /// Why nothing of the reading can be believed, nil if it can.
    private var failure: SourceProblem?

    private(set) var counts = RowCounts()

    // Of the file that is being read.
    private var fileMonth: BillingMonth?
    private var lastScope: UsageScope?
    /// The products and months of the current file's records.
    private(set) var scopesOfFile: Set<UsageScope> = []
    private var attestation = Attestation()
    /// Of the file, or of the answer that it is a part of.
    private var columns: NamedColumns

    /// - Parameter files: how many files are to come; many where that is not known.
    init(_ rules: MappingRules, for query: UsageQuery, files: Int = .max) {
        mapping = rules.mapping
        asked = Set(query.months)
        columns = NamedColumns(rules)
        sink = RecordSink(
            months: query.months, limits: SourceLimits(), files: files)
        groups = rules.mapping.grouping.map { RecordGroups(by: $0, rules: rules, files: files) }
        if rules.mapping.badRows == .quarantine { quarantine = Quarantine() }
        guard let rule = rules.mapping.renames else { return }
        do {
            renames = try RenameTable(rule)
        } catch {
            let name = rule.file ?? "the rename table"
            failure = SourceProblem(error, in: name)
        }
    }

    /// Says that what comes now is of another file.
    ///
    /// - Parameters:
    ///   - month: the month that the file was asked for, which `monthFrom: file` needs.
    ///   - units: what the file is a part of.
    ///   - isContinued: whether it goes on with the answer of the file before.
    func beginFile(
        month: BillingMonth?, units: Set<ReadingUnit>, isContinued: Bool = false
    ) {
        sink.beginFile()
        if !isContinued { columns.begin() }
        groups?.beginFile()
        quarantine?.beginFile(units: units)
        fileMonth = month
        lastScope = nil
        scopesOfFile = []
        attestation = Attestation()
    }

    func take(_ record: UsageRecord) {
        counts.rows += 1
        quarantine?.countRow()
        do throws(RowFault) {
            guard let renames else { return try place(record) }
            var renamed = record
            renamed.subscription = try renames.name(for: record.subscription)
            try place(renamed)
        } catch {
            counts.rows -= 1
            quarantine?.uncountRow()
            let origin = record.origin
            takeBadRow(
                SourceProblem(file: origin.file, line: origin.line, message: error.message),
                product: record.product)
        }
    }

    private func place(_ record: UsageRecord) throws(RowFault) {
        let month = month(of: record)
        let scope = UsageScope(product: record.product, month: month)
        if lastScope != scope {
            scopesOfFile.insert(scope)
            lastScope = scope
        }
        var kept = record
        guard mapping.clips else {
            let isMoved = kept.endWithin(month)
            try keep(kept, in: month)
            if isMoved { counts.exclusiveEnds += 1 }
            return
        }
        let isMoved = kept.clip(to: month)
        try keep(kept, in: month)
        if isMoved { counts.clipped += 1 }
    }

    private func keep(_ record: UsageRecord, in month: BillingMonth) throws(RowFault) {
        guard asked.contains(month) else {
            counts.ofOtherMonths += 1
            if let fileMonth, fileMonth != month { counts.ofOtherMonthsThanTheirFiles += 1 }
            sink.take(record, in: month)
            return
        }
        guard groups != nil else { return sink.take(record, in: month) }
        try groups?.add(record, month: month)
        counts.summed += 1
    }

    /// Takes something that keeps the current file from being whole.
    func take(_ problem: SourceProblem) { sink.take(problem) }

    /// Takes what keeps the rest of the current file from being read.
    func breakOff(_ problem: SourceProblem) {
        columns.giveUp()
        sink.take(problem)
    }

    /// Notes which columns a JSON row has.
    func noteColumns(of members: [(name: String, value: JSONValue)]) {
        if !columns.isSatisfied { columns.note(members) }
    }

    /// Takes a row of which no record can be made.
    ///
    /// - Parameters:
    ///   - product: of the row, if that much is known.
    ///   - month: of the row itself, if that much is known and its file names none.
    func takeBadRow(
        _ problem: SourceProblem, product: ProductID? = nil, month: BillingMonth? = nil
    ) {
        counts.rows += 1
        guard quarantine != nil else {
            counts.bad += 1
            sink.take(problem)
            return
        }
        counts.quarantined += 1
        quarantine?.countRow()
        quarantine?.take(
            QuarantinedRow(
                problem: problem, product: product, month: fileMonth ?? month,
                listedIn: fileMonth ?? month ?? lastScope?.month ?? asked.max()))
    }

    /// Counts a row that a condition of the mapping leaves out.
    func leaveOut() {
        counts.rows += 1
        counts.leftOut += 1
        quarantine?.countRow()
    }

    /// Notes whether a row attests that the usage is whole, by the column that was to say so.
    func noteAttested(_ holds: Bool, _ text: String, at origin: RecordOrigin) {
        attestation.note(holds, text, at: origin)
    }

    /// How many rows of the current file said whether the usage is whole.
    var attestingRows: Int { attestation.rows }

    /// Why the current file is not whole, nil if it is.
    ///
    /// - Parameter isPart: whether it is one of several that attest together, so that it may be
    ///   without a row.
    func verdictOfFile(named name: String, isPart: Bool = false) -> String? {
        if let condition = mapping.attested {
            if let problem = attestation.problem(condition) {
                sink.take(problem)
            } else if attestation.rows == 0, !isPart {
                let silence = Attestation.silence(condition)
                sink.take(SourceProblem(file: name, message: "it has \(silence)"))
            }
        }
        if !isPart { takeMissingColumns(of: name) }
        return sink.fileVerdict(path: name)
    }

    /// Why an answer is not whole whose parts are, each by itself; nil if it is.
    func verdictOfAnswer(named name: String) -> String? {
        takeMissingColumns(of: name)
        return sink.fileVerdict(path: name)
    }

    private func takeMissingColumns(of name: String) {
        for problem in columns.problems(in: name) { sink.take(problem) }
    }

    /// The answer of the source.
    ///
    /// - Parameters:
    ///   - statements: one for every scope of the query.
    ///   - files: what was read, in order.
    ///   - problems: further problems, of no single file.
    func finish(
        statements: [UsageScope: UsageStatement], files: [SourceFile],
        problems: [SourceProblem] = []
    ) -> UsageReading {
        var statements = statements
        var problems = problems
        if let failure {
            statements = statements.mapValues { _ in .unknown("\(failure)") }
            problems.append(failure)
        }
        groups?.forEach { sink.take($0, in: $1) }
        counts.groups = groups?.count ?? 0
        quarantine?.judge(&statements)
        var reading = UsageReading(statements: statements, files: files)
        do {
            (reading.records, reading.rowsTwice) = try sink.finish()
        } catch {
            reading.statements = statements.mapValues { _ in .unknown("\(error)") }
            problems.append(SourceProblem(message: "\(error)"))
        }
        quarantine?.judge(&reading.statements, besides: reading.records)
        for (scope, rows) in groups?.twice ?? [:] {
            reading.rowsTwice[scope, default: []] += rows
        }
        let setAside = quarantine?.problems(atMost: SourceLimits().problems) ?? []
        reading.problems = problems + sink.problems + setAside
        reading.recordsOfOtherMonths = sink.recordsOfOtherMonths
        if let table = renames?.file { reading.files.append(table) }
        reading.quarantined = quarantine?.rows ?? []
        reading.counts = counts
        return reading
    }

    private func month(of record: UsageRecord) -> BillingMonth {
        switch mapping.monthFrom {
        case .file: fileMonth ?? BillingMonth(of: record.start.date)
        case .start: BillingMonth(of: record.start.date)
        // An end at a month's first instant closes the month before.
        case .end:
            BillingMonth(
                of: max(record.start, Timestamp(microseconds: record.end.microseconds - 1)).date)
        }
    }
}
