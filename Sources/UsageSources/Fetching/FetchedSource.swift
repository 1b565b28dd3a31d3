import UsageModel

/// Usage that a vendor's system is asked for, month by month.
///
/// Each answer is written into a private folder, up to a limit, and read from there: that takes the
/// same memory for any size, and what is read cannot change meanwhile. A failure makes unknown what
/// the answer would have said, never zero.
package struct FetchedSource: UsageSource {
    package let name: String
    private let fetcher: any UsageFetcher
    private let rules: MappingRules

    init(_ fetcher: any UsageFetcher, mapping: RowMapping) throws(SourceConfigurationError) {
        name = fetcher.name
        self.fetcher = fetcher
        rules = try MappingRules(mapping)
    }

    @concurrent
    package func read(_ query: UsageQuery) async -> UsageReading {
        let folder: SpoolFolder
        do throws(FetchFailure) {
            folder = try SpoolFolder()
        } catch {
            let why = UsageStatement.unknown(error.reason)
            return UsageReading(
                statements: Dictionary(uniqueKeysWithValues: query.scopes.map { ($0, why) }),
                problems: [SourceProblem(message: error.reason)])
        }
        return await fetcher.serving { ask in await read(query, in: folder, asking: ask) }
    }

    /// Asks every question, some at a time, and reads the answers in the questions' order.
    private func read(
        _ query: UsageQuery, in folder: SpoolFolder, asking ask: @escaping UsageFetcher.Question
    ) async -> UsageReading {
        var rest = units(of: query)[...]
        var reader = FetchedReader(rules: rules, query: query)
        while !rest.isEmpty {
            if let failure = reader.failureOfAll ?? Self.cancellation {
                for unit in rest { reader.take(.unknown(failure), of: unit) }
                break
            }
            let wave = rest.prefix(max(fetcher.concurrency, 1))
            rest = rest.dropFirst(wave.count)
            let answers = await Self.answers(to: wave, in: folder, asking: ask)
            for unit in wave {
                if let answer = answers[unit] { reader.take(answer, of: unit) }
            }
        }
        return reader.finish()
    }

    private func units(of query: UsageQuery) -> [FetchUnit] {
        let units = query.scopes.map { scope in
            FetchUnit(month: scope.month, product: fetcher.asksByProduct ? scope.product : nil)
        }
        return Set(units).sorted {
            ($0.month, $0.product?.text ?? "") < ($1.month, $1.product?.text ?? "")
        }
    }

    private static var cancellation: FetchFailure? {
        Task.isCancelled ? FetchFailure("the reading was stopped", concernsAll: true) : nil
    }

    private static func answers(
        to wave: ArraySlice<FetchUnit>, in folder: SpoolFolder,
        asking ask: @escaping UsageFetcher.Question
    ) async -> [FetchUnit: FetchAnswer] {
        await withTaskGroup(of: (FetchUnit, FetchAnswer).self) { group in
            for unit in wave { group.addTask { (unit, await ask(unit, folder)) } }
            var answers: [FetchUnit: FetchAnswer] = [:]
            for await (unit, answer) in group { answers[unit] = answer }
            return answers
        }
    }
}
