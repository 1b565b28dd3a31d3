/// A simulation with its end: the timeline, or a violation with the shortest way to it.
package struct YearsRun: Sendable {
    package let options: YearsOptions
    package let timeline: [String]
    package let coverage: YearsCoverage
    package let steps: Int
    package let violation: Violation?

    /// Simulates; a violation is brought about again with ever fewer incidents.
    package init(_ options: YearsOptions) throws {
        let first = try Self.attempt(options)
        guard let found = first.violation else {
            self = first
            return
        }
        self = try Self.shorten(first, found)
    }

    private init(_ simulation: YearsSimulation, _ violation: Violation?) {
        options = simulation.options
        timeline = simulation.timeline
        coverage = simulation.coverage
        steps = simulation.steps
        self.violation = violation
    }

    private static func attempt(_ options: YearsOptions) throws -> YearsRun {
        var simulation = try YearsSimulation(options)
        do {
            try simulation.run()
            return YearsRun(simulation, nil)
        } catch {
            return YearsRun(simulation, error)
        }
    }

    /// The prefix ends with the violation; of its incidents those stay without which it does not
    /// come about. Halves are left out first, then ever smaller parts, at last single incidents.
    private static func shorten(_ first: YearsRun, _ found: Violation) throws -> YearsRun {
        var best = first
        var simulation = try YearsSimulation(first.options)
        try? simulation.run()
        let count = max(1, simulation.incidentCount)
        var size = count
        while size > 0 {
            for start in stride(from: 1, through: count, by: size).reversed() {
                let part = Set(start..<min(start + size, count + 1))
                guard !part.isSubset(of: best.options.skipped) else { continue }
                var options = best.options
                options.skipped.formUnion(part)
                options.lastDay = simulation.today
                let shorter = try attempt(options)
                if shorter.violation?.rule == found.rule { best = shorter }
            }
            size /= 2
        }
        return best
    }
}
