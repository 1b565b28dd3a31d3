package import Ledger
package import UsageModel

/// What the ledger and the archive prove of one cell.
package struct Audit: Sendable, Encodable {
    /// Something that happened to the cell.
    package struct Event: Sendable, Encodable {
        /// The ledger's entry.
        package var seq: Int64
        package var at: Timestamp
        package var what: String
        /// The person, where it was one.
        package var by: String?
        package var note: String?
    }

    /// Something that was held against something else.
    package struct Check: Sendable, Encodable {
        package var name: String
        package var ok: Bool
        package var detail: String
    }

    package var kind = "CellAudit"
    package var cell: Cell
    package var provider: Account?
    /// Whether every check holds.
    package var proven: Bool
    /// In the order of the ledger.
    package var history: [Event]
    package var files: [AuditedFile]
    /// The policies that applied when the last file was submitted, or now.
    package var policies: [PolicyRecord]
    package var policiesSince: Timestamp?
    package var checks: [Check]

    /// Gathers and checks everything; the ledger is read only.
    package static func make(
        of cell: Cell, ledger: Ledger, archive: Archive?
    ) async throws -> Audit {
        let writes = try await ledger.writes(about: cell)
        let decisions = try await ledger.decisions(about: cell)
        let acts = try await ledger.acts(about: cell, files: writes.compactMap(\.file))
        var checks = [try await chain(of: ledger)]
        checks.append(
            Check(
                name: "cell", ok: !(writes.isEmpty && decisions.isEmpty && acts.isEmpty),
                detail: "writes: \(writes.count), decisions: \(decisions.count), acts of people: "
                    + "\(acts.count)"))
        let keptSince = try await ledger.keptSince
        let auditor = FileAuditor(archive: archive, keptSince: keptSince)
        let files = auditor.files(of: writes, cell: cell)
        checks += files.flatMap(\.checks)
        let submitted = files.compactMap(\.submittedAt).max()
        let inForce = try await ledger.policiesInForce(asOf: submitted)
        let names = Set(
            (decisions.last { submitted == nil || $0.at <= submitted ?? $0.at } ?? decisions.last)?
                .policy ?? [])
        return Audit(
            cell: cell, provider: try await provider(of: cell, in: ledger),
            proven: checks.allSatisfy(\.ok),
            history: AuditHistory.events(writes, decisions, acts), files: files.map(\.file),
            policies: (inForce?.policies ?? []).filter { names.contains($0.name) },
            policiesSince: inForce?.since, checks: checks)
    }

    private static func chain(of ledger: Ledger) async throws -> Check {
        let verified = try await ledger.verify()
        let first = verified.problems.first.map { "\($0)" }
        return Check(
            name: "ledger", ok: verified.isSound,
            detail: first ?? "\(verified.entries) entries verify, head \(verified.head)")
    }

    private static func provider(of cell: Cell, in ledger: Ledger) async throws -> Account? {
        for command in ["run", "reconcile", "diff"] {
            if let provider = try await ledger.latest(cell, of: command)?.provider {
                return provider
            }
        }
        return nil
    }
}
