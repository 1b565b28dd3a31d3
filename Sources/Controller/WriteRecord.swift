package import UsageModel

/// The part of the ledger that a write needs: intent first, then what became of it.
package protocol WriteRecord: Sendable {
    /// Returns once the intent is on disk; the number names it in its outcome.
    func begin(_ intent: WriteIntent) async throws -> Int64
    func end(_ number: Int64, _ outcome: WriteOutcome) async throws
    /// A list showed the platform's own time of an upload that it had answered.
    func pin(_ file: UsageFileID, of cell: Cell, uploadedAt: Timestamp, at: Timestamp) async throws
    /// A list showed the file of a create whose answer was lost.
    func found(_ file: UsageFileID, of cell: Cell, at: Timestamp) async throws
}
