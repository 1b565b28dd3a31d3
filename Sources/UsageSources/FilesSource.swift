import UsageModel

/// Usage that the vendor's own systems put into files.
///
/// With `{month}` in the path the files of a month are its whole statement; without it a month is
/// known only if some record mentions it. Whatever cannot be read makes unknown what it could have
/// said, never zero.
package struct FilesSource: UsageSource {
    package let configuration: FilesSourceConfiguration
    private let template: PathTemplate
    private let names: FieldNames
    private let limits = SourceLimits()

    package var name: String { configuration.name }

    package init(_ configuration: FilesSourceConfiguration) throws(SourceConfigurationError) {
        self.configuration = configuration
        template = try PathTemplate(configuration.pathTemplate)
        names = try FieldNames(renaming: configuration.fields)
        guard configuration.monthFrom != .file || template.hasMonth else {
            throw .monthFromFileWithoutMonth(path: configuration.pathTemplate)
        }
    }

    /// Reads every file that the query's months and products lead to, each once, in order of name.
    @concurrent
    package func read(_ query: UsageQuery) async -> UsageReading {
        var plan = FilePlan(query: query, template: template)
        let sink = RecordSink(
            monthFrom: configuration.monthFrom, months: query.months, limits: limits,
            files: plan.paths.count)
        var files: [SourceFile] = []
        for path in plan.paths {
            guard !Task.isCancelled else {
                plan.fail(plan.units(of: path), because: "the reading was stopped")
                continue
            }
            if let file = readFile(path, plan: &plan, into: sink) { files.append(file) }
        }
        plan.checkAgain()
        do {
            let (records, twice) = try sink.finish()
            return UsageReading(
                statements: plan.statements(for: query), records: records, rowsTwice: twice,
                problems: plan.problems + sink.problems, files: files,
                recordsOfOtherMonths: sink.recordsOfOtherMonths)
        } catch {
            return UsageReading.unknown(query, because: "\(error)")
        }
    }

    private func readFile(
        _ path: String, plan: inout FilePlan, into sink: RecordSink
    ) -> SourceFile? {
        let units = plan.units(of: path)
        let months = Set(units.map(\.month))
        let products = Set(units.map(\.product))
        sink.beginFile(month: months.first ?? nil)
        if configuration.monthFrom == .file, months.count > 1 {
            sink.take(
                SourceProblem(
                    file: path,
                    message:
                        "it matches the path of several months, so 'monthFrom: file' cannot tell"))
        }
        var file: SourceFile?
        do {
            let reader = FileReader(names: names, limits: limits)
            let product = products.count == 1 ? products.first ?? nil : nil
            file = try reader.read(path, product: product, into: sink)
        } catch {
            sink.take(SourceProblem(file: path, message: "the reading was stopped (\(error))"))
        }
        if let verdict = sink.fileVerdict(path: path) { plan.fail(units, because: verdict) }
        plan.note(sink.monthsOfFile, of: units)
        return file
    }
}
