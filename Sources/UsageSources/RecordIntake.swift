package import UsageModel

/// Takes in what the files of one reading say, file by file, and makes the source's answer of it.
package final class RecordIntake {
    private let sink: RecordSink

    /// - Parameter files: how many files are to come; many where that is not known.
    package init(_ rules: MappingRules, for query: UsageQuery, files: Int = .max) {
        sink = RecordSink(
            monthFrom: rules.mapping.monthFrom, months: query.months, limits: SourceLimits(),
            files: files)
    }

    /// Says that what comes now is of another file.
    ///
    /// - Parameters:
    ///   - month: the month that the file was asked for, which `monthFrom: file` needs.
    ///   - units: what the file is a part of.
    package func beginFile(month: BillingMonth?, units: Set<ReadingUnit>) {
        sink.beginFile(month: month)
    }

    /// The months of the current file's records.
    package var monthsOfFile: Set<BillingMonth> { sink.monthsOfFile }

    package func take(_ record: UsageRecord) { sink.take(record) }

    /// Takes something that keeps the current file from being whole.
    package func take(_ problem: SourceProblem) { sink.take(problem) }

    /// Takes a row of which no record can be made.
    package func takeBadRow(_ problem: SourceProblem) { sink.take(problem) }

    /// Why the current file is not whole, nil if it is.
    package func verdictOfFile(named name: String) -> String? { sink.fileVerdict(path: name) }

    /// The answer of the source.
    ///
    /// - Parameters:
    ///   - statements: one for every scope of the query.
    ///   - files: what was read, in order.
    ///   - problems: further problems, of no single file.
    package func finish(
        statements: [UsageScope: UsageStatement], files: [SourceFile],
        problems: [SourceProblem] = []
    ) -> UsageReading {
        let problems = problems + sink.problems
        do {
            let (records, twice) = try sink.finish()
            return UsageReading(
                statements: statements, records: records, rowsTwice: twice, problems: problems,
                files: files, recordsOfOtherMonths: sink.recordsOfOtherMonths)
        } catch {
            return UsageReading(
                statements: statements.mapValues { _ in .unknown("\(error)") },
                problems: problems + [SourceProblem(message: "\(error)")], files: files)
        }
    }
}
