import UsageModel

/// Usage that the vendor's own systems put into files.
///
/// With `{month}` in the path the files of a month are its whole statement; without it a month is
/// known only if some record mentions it. Whatever cannot be read makes unknown what it could have
/// said, never zero.
package struct FilesSource: UsageSource {
    package let configuration: FilesSourceConfiguration
    private let template: PathTemplate
    private let rules: MappingRules
    private let completeness: CompletenessRules
    private let memory: SourceMemory

    package var name: String { configuration.name }

    /// - Parameter memory: what `complete.unchangedFor` needs between two readings.
    package init(
        _ configuration: FilesSourceConfiguration, memory: SourceMemory = SourceMemory()
    ) throws(SourceConfigurationError) {
        self.configuration = configuration
        self.memory = memory
        completeness = try CompletenessRules(configuration.completeness)
        template = try PathTemplate(configuration.pathTemplate)
        rules = try MappingRules(configuration.mapping)
        guard
            configuration.mapping.monthFrom != .file || template.hasMonth
                || configuration.month != nil
        else {
            throw .monthFromFileWithoutMonth(path: configuration.pathTemplate)
        }
    }

    /// Reads every file that the query's months and products lead to, each once, in order of name.
    @concurrent
    package func read(_ query: UsageQuery) async -> UsageReading {
        var plan = FilePlan(query: query, template: template)
        if !completeness.isEmpty {
            plan.check(CompletenessCheck(completeness, memory, source: name), of: query)
        }
        let intake = RecordIntake(rules, for: query, files: plan.paths.count)
        var files: [SourceFile] = []
        for path in plan.paths {
            guard !Task.isCancelled else {
                plan.fail(plan.units(of: path), because: "the reading was stopped")
                continue
            }
            if let file = readFile(path, plan: &plan, into: intake) { files.append(file) }
        }
        plan.checkAgain()
        return intake.finish(
            statements: plan.statements(for: query), files: files, problems: plan.problems)
    }

    private func readFile(
        _ path: String, plan: inout FilePlan, into intake: RecordIntake
    ) -> SourceFile? {
        let units = plan.units(of: path)
        let months = Set(units.map(\.month))
        let products = Set(units.map(\.product))
        let month = months.count == 1 ? months.first ?? nil : nil
        intake.beginFile(month: month ?? configuration.month, units: units)
        if configuration.mapping.monthFrom == .file, months.count > 1 {
            intake.take(
                SourceProblem(
                    file: shown(path),
                    message:
                        "it matches the path of several months, so 'monthFrom: file' cannot tell"))
        }
        var file: SourceFile?
        do {
            let product = products.count == 1 ? products.first ?? nil : nil
            file = try read(path, product: product, into: intake)
        } catch {
            intake.take(
                SourceProblem(file: shown(path), message: "the reading was stopped (\(error))"))
        }
        if let verdict = intake.verdictOfFile(named: shown(path)) {
            plan.fail(units, because: verdict)
        }
        plan.note(intake.scopesOfFile, of: units)
        return file
    }

    private func shown(_ path: String) -> String { configuration.shownAs ?? path }

    /// Reads a file in the format that its name tells; nil where it cannot be read to its end.
    private func read(
        _ path: String, product: ProductID?, into intake: RecordIntake
    ) throws -> SourceFile? {
        let name = path.split(separator: "/").last ?? ""
        guard let (format, isPacked) = RecordFormat.of(fileName: name) else {
            let ending = name.split(separator: ".").dropFirst().last?.lowercased() ?? ""
            intake.take(
                SourceProblem(
                    file: shown(path),
                    message: "the ending '\(ending)' is unknown, expected .csv, .jsonl, .json or "
                        + ".xlsx, or one of the first three with .gz"))
            return nil
        }
        let file = RecordFile(
            path: path, name: shown(path), format: format.with(recordsAt: configuration.recordsAt),
            isPacked: isPacked, product: product, sheet: configuration.sheet)
        return try RecordReading(rules).read(file, into: intake)
    }
}
