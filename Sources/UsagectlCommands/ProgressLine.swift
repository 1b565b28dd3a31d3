import Controller
import StatusServer
import UsageModel

/// Progress of a cycle on stderr, for a person who waits at a terminal.
enum ProgressLine {
    @Sendable static func show(_ progress: CycleProgress) {
        guard Terminal.errorIsTerminal else { return }
        let text =
            switch progress {
            case .observing: "reading contracts, listings, products and usage files"
            case .readingUsage(let cells):
                "reading the usage of \(CellWords.counted(cells, "cell"))"
            case .writing(let cells): "writing to Connect for \(CellWords.counted(cells, "cell"))"
            case .staging(let cells):
                "staging the rows of \(CellWords.counted(cells, "cell")) to be checked"
            case .waiting(let cells):
                "waiting for the platform, \(CellWords.counted(cells, "cell")) in work"
            case .finished(let cell, let outcome): "\(cell): \(outcome.result.rawValue)"
            }
        Terminal.complain(text)
    }
}
