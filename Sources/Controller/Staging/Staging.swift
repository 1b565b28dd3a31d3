package import ConnectAPI
package import UsageModel

/// A person's leave to stage files on the platform, which a diff has only with `--deep`.
package struct Staging: Sendable {
    /// What would be staged.
    package struct Proposal: Hashable, Sendable {
        package var cells: [Cell]
        /// Of all these cells.
        package var rows: Int
        /// Cells with rows beyond the limit.
        package var further: Int
    }

    let writer: ConnectWriter
    /// The most cells of one run.
    let limit: Int
    /// Whether no other process can be at work with the same ledger: then what that ledger staged
    /// before was left behind.
    let isAlone: Bool
    /// Asks the person; throws where the answer is no.
    let confirm: @Sendable (Proposal) throws -> Void

    package init(
        writer: ConnectWriter, limit: Int, isAlone: Bool,
        confirm: @escaping @Sendable (Proposal) throws -> Void
    ) {
        self.writer = writer
        self.limit = limit
        self.isAlone = isAlone
        self.confirm = confirm
    }

    /// Six random bytes: two checks of a cell never share an external id or a record id.
    static func salt() -> String {
        let digits = String(UInt64.random(in: 0..<(1 << 48)), radix: 16)
        return String(repeating: "0", count: 12 - digits.count) + digits
    }
}
