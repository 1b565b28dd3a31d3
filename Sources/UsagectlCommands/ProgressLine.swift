import Controller
import UsageModel

/// Progress of a cycle on stderr, for a person who waits at a terminal.
enum ProgressLine {
    @Sendable static func show(_ progress: CycleProgress) {
        guard Terminal.errorIsTerminal else { return }
        let text =
            switch progress {
            case .observing: "reading contracts, listings, products and usage files"
            case .readingUsage(let cells): "reading the usage of \(cells.counted("cell"))"
            case .writing(let cells): "writing to Connect for \(cells.counted("cell"))"
            case .staging(let cells): "staging the rows of \(cells.counted("cell")) to be checked"
            case .waiting(let cells): "waiting for the platform, \(cells.counted("cell")) in work"
            case .finished(let cell, let outcome): "\(cell): \(outcome.result.rawValue)"
            }
        Terminal.complain(text)
    }
}
