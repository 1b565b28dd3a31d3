import UsageModel

/// Reads files of records into an intake.
package struct RecordReading: Sendable {
    let rules: MappingRules
    var limits = SourceLimits()

    package init(_ rules: MappingRules) {
        self.rules = rules
    }

    /// Gives the intake the records and problems of a file, which are the intake's current file's.
    ///
    /// - Throws: a cancellation only; whatever is wrong with the file is a problem in the intake.
    package func read(_ file: RecordFile, into intake: RecordIntake) throws -> ReadFile {
        var result = ReadFile(file: nil, isWhole: false)
        do {
            let input = try HashedFile(
                path: file.path, name: file.name, isPacked: file.isPacked, limits: limits)
            do {
                result.members = try readRecords(of: file, input, into: intake)
                result.isWhole = true
            } catch let fault as FileFault {
                intake.take(SourceProblem(fault, in: file.name))
            }
            result.file = try input.finish()
        } catch let fault as FileFault {
            result.isWhole = false
            intake.take(SourceProblem(fault, in: file.name))
        }
        return result
    }

    private func readRecords(
        of file: RecordFile, _ input: HashedFile, into intake: RecordIntake
    ) throws -> [String: String] {
        switch file.format {
        case .csv:
            let records = CSVRecords(
                rules: rules, product: file.product, limits: limits, countsRows: file.countsRows)
            try records.read(input, into: intake)
        case .jsonLines:
            let records = JSONRecords(
                form: .lines, rules: rules, product: file.product, limits: limits)
            _ = try records.read(input, into: intake)
        case .json(let place):
            let records = JSONRecords(
                form: .document(recordsAt: place), rules: rules, product: file.product,
                limits: limits, wanted: file.wantedMembers)
            return try records.read(input, into: intake)
        case .xlsx:
            try XLSXRecords(rules: rules, product: file.product, sheet: file.sheet)
                .read(input, into: intake)
        }
        return [:]
    }
}

extension SourceProblem {
    init(_ fault: FileFault, in file: String) {
        self.init(file: file, line: fault.line, message: fault.message)
    }
}
