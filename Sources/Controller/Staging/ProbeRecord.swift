package import UsageModel

/// The part of the ledger that staging needs: intent first, then what became of it.
package protocol ProbeRecord: Sendable {
    /// Returns once the intent is on disk; the number names it in its outcome.
    func begin(_ probe: ProbeIntent) async throws -> Int64
    func end(_ number: Int64, _ outcome: WriteOutcome, ofProbeIn cell: Cell) async throws
    /// The external ids of all files that this ledger ever staged.
    func probes() async throws -> Set<String>
}
