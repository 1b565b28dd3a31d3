package import UsageModel

/// What was decided about a cell, where that differs from what was decided before.
package struct DecisionChange: Hashable, Sendable, Codable {
    /// The entry of the report that said so.
    package var seq: Int64
    /// The report's clock.
    package var at: Timestamp
    package var command: String
    /// Nil where the report has no such cell any more.
    package var state: CellState?
    package var decision: Decision?
    package var outcome: Outcome?
    /// The files of the cell and their statuses as Connect showed them.
    package var files: [FileReport]
    package var policy: [String]
}
