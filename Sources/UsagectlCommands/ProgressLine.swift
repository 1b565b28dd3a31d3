import Controller
import UsageModel

/// Progress of a cycle on stderr, for a person who waits at a terminal.
enum ProgressLine {
    @Sendable static func show(_ progress: CycleProgress) {
        guard Terminal.errorIsTerminal else { return }
        let text =
            switch progress {
            case .observing: "reading contracts, listings, products and usage files"
            case .readingUsage(let cells): "reading the usage of \(cells) cells"
            case .writing(let cells): "writing to Connect for \(cells) cells"
            case .staging(let cells): "staging the rows of \(cells) cells to be checked"
            case .waiting(let cells): "waiting for the platform, \(cells) cells in work"
            case .finished(let cell, let outcome): "\(cell): \(outcome.result.rawValue)"
            }
        Terminal.complain(text)
    }
}
