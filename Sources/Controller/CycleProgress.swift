package import UsageModel

/// What a cycle is doing, for a person who waits.
package enum CycleProgress: Hashable, Sendable {
    case observing
    case readingUsage(cells: Int)
    case writing(cells: Int)
    case waiting(cells: Int)
    case staging(cells: Int)
    case finished(Cell, Outcome)
}
