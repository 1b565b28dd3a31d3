package import UsageModel

/// The part of the ledger that a write needs: intent first, then what became of it.
package protocol WriteRecord: Sendable {
    /// Returns once the intent is on disk; the number names it in its outcome. Throws `Overtaken`
    /// where a person's act after `lastAct` takes back what the write may rest on.
    func begin(_ intent: WriteIntent, knowing lastAct: Int64) async throws -> Int64
    func end(_ number: Int64, _ outcome: WriteOutcome) async throws
    /// A list showed the platform's own time of an upload that it had answered.
    func pin(_ file: UsageFileID, of cell: Cell, uploadedAt: Timestamp, at: Timestamp) async throws
    /// A list showed the file of a create whose answer was lost.
    func found(_ file: UsageFileID, of cell: Cell, at: Timestamp) async throws
}

/// A person took back what a write rests on while the cycle was under way: nothing was sent.
package struct Overtaken: Error, CustomStringConvertible {
    package var description: String

    package init(_ description: String) {
        self.description = description
    }
}
