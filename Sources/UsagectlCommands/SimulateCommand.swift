import ArgumentParser
import Verification

struct SimulateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate",
        abstract: "Runs the reconciler through simulated years with faults; needs no account.",
        discussion: """
            The production core against a model of the platform: random faults, providers who accept, \
            reject and close, people who upload by hand, contracts that begin and end, policies that \
            change, usage that comes late or is restated. A broken rule ends the run with its seed and \
            a short way to it; the same seed gives the same timeline.

            usagectl simulate --seed 7
            usagectl simulate --seed 1 --runs 400 --quiet
            usagectl simulate --exhaustive
            """)

    @Option(name: .long, help: "The seed of the first run.")
    var seed: UInt64 = 1

    @Option(name: .long, help: "Months to live through.")
    var months = 24

    @Option(name: .long, help: "Contracts at the beginning.")
    var contracts = 3

    @Option(name: .long, help: "How likely a request meets a fault, from 0 to 1.")
    var faults = 0.1

    @Option(name: .long, help: "Runs with seeds one after the other.")
    var runs = 1

    @Flag(name: .long, help: "Prints no timeline.")
    var quiet = false

    @Flag(
        name: .long,
        help: """
            Visits every world that up to three faults, a person's act or another installation lead \
            to within two cycles.
            """)
    var exhaustive = false

    func validate() throws {
        guard (0...1).contains(faults) else { throw ValidationError("--faults is from 0 to 1") }
        guard months > 0, contracts > 0, runs > 0 else {
            throw ValidationError("--months, --contracts and --runs are at least 1")
        }
    }

    func run() async throws {
        if exhaustive { return try await exhaust() }
        var coverage = YearsCoverage()
        var steps = 0
        for result in try await simulateAll() {
            steps += result.steps
            coverage.merge(result.coverage)
            try show(result)
        }
        print(coverage.table)
        print("\(steps) steps in \(runs) runs")
        try demand(coverage, after: steps)
    }

    /// Fewer steps than this do not reach everything, so that nothing can be demanded.
    private static let enoughSteps = 200_000
    /// Runs side by side.
    private static let width = 2

    private func simulateAll() async throws -> [YearsRun] {
        try await withThrowingTaskGroup(of: (Int, YearsRun).self) { group in
            var waiting = (0..<runs).makeIterator()
            func addNext() {
                guard let index = waiting.next() else { return }
                let options = YearsOptions(
                    seed: seed + UInt64(index), months: months, contracts: contracts,
                    faults: faults)
                group.addTask { (index, try YearsRun(options)) }
            }
            for _ in 0..<Self.width { addNext() }
            var results: [Int: YearsRun] = [:]
            for try await (index, result) in group {
                results[index] = result
                addNext()
            }
            return results.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    private func show(_ result: YearsRun) throws {
        if !quiet || result.violation != nil {
            for line in result.timeline { print(line) }
        }
        guard let violation = result.violation else { return }
        print(violation)
        print("seed \(result.options.seed), \(result.options.months) months")
        throw ExitCode.failure
    }

    private func demand(_ coverage: YearsCoverage, after steps: Int) throws {
        guard steps >= Self.enoughSteps, !coverage.missing.isEmpty else { return }
        print("never reached: \(coverage.missing.joined(separator: ", "))")
        throw ExitCode.failure
    }

    private func exhaust() async throws {
        let counts = try await ExhaustionPlan.whole.run { name, counts in
            print("\(name): \(counts)")
        }
        print(counts)
    }
}
