import UsageModel

/// Reads files of records into an intake.
struct RecordReading: Sendable {
    let rules: MappingRules
    var limits = SourceLimits()

    init(_ rules: MappingRules) {
        self.rules = rules
    }

    /// Gives the intake the records and problems of a file, which are the intake's current file's.
    ///
    /// - Returns: the file with its digest; nil where it could not be read to its end.
    /// - Throws: a cancellation only; whatever is wrong with the file is a problem in the intake.
    func read(_ file: RecordFile, into intake: RecordIntake) throws -> SourceFile? {
        do {
            let input = try HashedFile(
                path: file.path, name: file.name, isPacked: file.isPacked, limits: limits)
            do {
                try readRecords(of: file, input, into: intake)
            } catch let fault as FileFault {
                intake.breakOff(SourceProblem(fault, in: file.name))
            }
            return try input.finish()
        } catch let fault as FileFault {
            intake.breakOff(SourceProblem(fault, in: file.name))
            return nil
        }
    }

    private func readRecords(
        of file: RecordFile, _ input: HashedFile, into intake: RecordIntake
    ) throws {
        switch file.format {
        case .csv:
            let records = CSVRecords(
                rules: rules, product: file.product, limits: limits, countsRows: file.countsRows)
            try records.read(input, into: intake)
        case .jsonLines:
            let records = JSONRecords(
                form: .lines, rules: rules, product: file.product, limits: limits)
            try records.read(input, into: intake)
        case .json(let place):
            let records = JSONRecords(
                form: .document(recordsAt: place), rules: rules, product: file.product,
                limits: limits)
            try records.read(input, into: intake)
        case .xlsx:
            try XLSXRecords(rules: rules, product: file.product, sheet: file.sheet)
                .read(input, into: intake)
        }
    }
}

extension SourceProblem {
    init(_ fault: FileFault, in file: String) {
        self.init(file: file, line: fault.line, message: fault.message)
    }
}
