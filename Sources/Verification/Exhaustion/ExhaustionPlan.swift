import UsageModel

/// Which settings every starting state is explored in.
package enum ExhaustionPlan: String, Hashable, Sendable, CaseIterable {
    /// For every run of the tests.
    case everyDay
    /// The whole product, for a machine with time.
    case whole

    /// The settings in which a starting state is explored.
    package func settings(of start: StartingState) -> [CaseSetting] {
        switch self {
        case .everyDay where start.isTwin:
            Self.alone(.ascending, named: false, faults: 1)
                + Self.successor(.descending, faults: 1, lags: 0...1)
                + Self.together(isRace: false, lags: 0...1) + Self.people(lags: 0...0)
        case .everyDay: Self.everyDay(isRace: Self.races.contains(start.name))
        case .whole:
            Self.union(
                Self.everyDay(isRace: true),
                ModelPlatform.IDOrder.allCases.flatMap { order in
                    Self.alone(order, named: false, faults: 3)
                        + Self.alone(order, named: true, faults: 2)
                        + Self.successor(order, faults: 2)
                } + Self.everythingTogether)
        }
    }

    private static func everyDay(isRace: Bool) -> [CaseSetting] {
        alone(.ascending, named: false, faults: 2, lags: 0...2)
            + alone(.ascending, named: false, faults: 1, lags: 3...3)
            + alone(.descending, named: true, faults: 1)
            + successor(.descending, faults: 1)
            + together(isRace: isRace) + people()
    }

    private static func union(_ left: [CaseSetting], _ right: [CaseSetting]) -> [CaseSetting] {
        let known = Set(left)
        return left + right.filter { !known.contains($0) }
    }

    /// Explores every starting state in every setting, several at a time.
    package func run(
        _ report: @escaping @Sendable (String, ExplorationCounts) -> Void = { _, _ in }
    ) async throws -> ExplorationCounts {
        try await withThrowingTaskGroup(of: (String, ExplorationCounts).self) { group in
            var waiting = StartingState.all.makeIterator()
            func addNext() {
                guard let start = waiting.next() else { return }
                group.addTask { (start.name, try explore(start)) }
            }
            for _ in 0..<Self.width { addNext() }
            var sum = ExplorationCounts()
            for try await (name, counts) in group {
                report(name, counts)
                sum = sum + counts
                addNext()
            }
            return sum
        }
    }

    /// One starting state in every setting.
    package func explore(_ start: StartingState) throws -> ExplorationCounts {
        try settings(of: start).reduce(ExplorationCounts()) { sum, setting in
            sum + (try Explorer.explore(start, setting))
        }
    }

    private static let width = 2
    private static let lags = 0...3

    private static func alone(
        _ order: ModelPlatform.IDOrder, named: Bool, faults: Int, lags: ClosedRange<Int> = lags
    ) -> [CaseSetting] {
        lags.map { lag in
            var setting = CaseSetting()
            setting.lag = lag
            setting.idOrder = order
            setting.faults = faults
            setting.answersNameTheTime = named
            return setting
        }
    }

    private static func successor(
        _ order: ModelPlatform.IDOrder, faults: Int, lags: ClosedRange<Int> = lags
    ) -> [CaseSetting] {
        lags.map { lag in
            var setting = CaseSetting()
            setting.controllers = .successor
            setting.lag = lag
            setting.idOrder = order
            setting.faults = faults
            setting.answersNameTheTime = !lag.isMultiple(of: 2)
            return setting
        }
    }

    /// Starting states in which two installations both have much to do.
    private static let races: Set<String> = ["nothing there", "a fresh draft of another ledger"]

    /// Two at once multiply with everything: with a fault where lists are fresh, without one where
    /// they lag. Where the two race for a file they meet a fault before a list that lags too.
    private static func together(
        isRace: Bool, lags: ClosedRange<Int> = lags
    ) -> [CaseSetting] {
        (isRace ? [asleep] : [])
            + lags.map { lag in
                var setting = CaseSetting()
                setting.controllers = .two
                setting.lag = lag
                setting.idOrder = .descending
                setting.faults = lag == 0 || (isRace && lag == 1) ? 1 : 0
                setting.answersNameTheTime = lag.isMultiple(of: 2)
                return setting
            }
    }

    /// Two at once, one of which may sleep in the midst of a cycle for as long as the other waits
    /// before it takes a file over.
    private static var asleep: CaseSetting {
        var setting = CaseSetting()
        setting.controllers = .two
        setting.idOrder = .descending
        setting.faults = 0
        setting.pausesMidway = true
        return setting
    }

    private static var everythingTogether: [CaseSetting] {
        lags.flatMap { lag in
            ModelPlatform.IDOrder.allCases.map { order in
                var setting = CaseSetting()
                setting.controllers = .two
                setting.lag = lag
                setting.idOrder = order
                return setting
            }
        }
    }

    /// People who submit, upload and delete in the portal meanwhile, also where answers do not name
    /// the time of an upload.
    private static func people(lags: ClosedRange<Int> = 0...1) -> [CaseSetting] {
        [true, false].flatMap { named in
            lags.map { lag in
                var setting = CaseSetting()
                setting.lag = lag
                setting.meddlings = 1
                setting.answersNameTheTime = named
                return setting
            }
        }
    }
}
