import FoundationEssentials
import GRDB
import UsageModel

/// The tables that answer questions, folded from the entries one at a time.
///
/// What an entry does depends on the entries before it only, so that a rebuild gives the same.
enum Projection {
    static func apply(_ fact: Fact, seq: Int64, to db: Database) throws {
        switch fact {
        case .bound(let bound): try bind(to: bound.binding, in: db)
        case .intent(let intent): try open(intent, seq: seq, in: db)
        case .outcome(let settled): try settle(settled, in: db)
        case .uploadSeen(let seen): try pin(seen, in: db)
        case .resolution(let resolved): try resolve(resolved, in: db)
        case .observation(let change):
            try observe(contracts: change.contracts, proven: true, in: db)
            try know(change.added, noLonger: change.removed, in: db)
            try noteSubmitted(change, in: db)
        case .baseline(let baseline): try accept(baseline, in: db)
        case .report(let change):
            try DecisionTable.apply(change, seq: seq, to: db)
            try ReportState.apply(change, seq: seq, to: db)
        case .retention(let retention): try Pruning.forget(retention, in: db)
        // Asked for seldom, and found by their kind.
        case .policies, .probe, .probeOutcome: break
        case .approval, .acknowledgement, .assignment, .resend, .revocation:
            try applyAct(fact, seq: seq, to: db)
        }
    }

    /// Empties the projection and folds all entries anew.
    static func rebuild(in db: Database) throws {
        for table in LedgerSchema.projectedTables {
            try db.execute(sql: "DELETE FROM \(table)")
        }
        try fold(db, into: db)
    }

    /// Folds the entries of one database into the empty projection of another, or of the same.
    ///
    /// Reports whose retention has ended are left out, whether they still have their bodies or not.
    static func fold(_ source: Database, into target: Database) throws {
        let retention = try Pruning.last(in: source)
        let rows = try Row.fetchCursor(source, sql: "SELECT * FROM entry ORDER BY seq")
        while let row = try rows.next() {
            let entry = try StoredEntry(row)
            if let retention, retention.covers(entry) { continue }
            guard let fact = try entry.fact() else { continue }
            try apply(fact, seq: entry.seq, to: target)
        }
    }

    // MARK: - What is known of the account

    private static func bind(to binding: LedgerBinding, in db: Database) throws {
        try run(
            "INSERT OR REPLACE INTO binding (only, body) VALUES (1, ?)",
            [try Fact.encode(binding)], in: db)
    }

    private static func observe(contracts: Int?, proven: Bool, in db: Database) throws {
        try run(
            """
            INSERT INTO observed (only, contracts, proven) VALUES (1, ?1, ?2)
            ON CONFLICT (only) DO UPDATE SET
                contracts = coalesce(?1, contracts), proven = max(proven, ?2)
            """, [contracts, proven], in: db)
    }

    private static func accept(_ baseline: BaselineChange, in db: Database) throws {
        try bind(to: baseline.binding, in: db)
        try observe(contracts: baseline.contracts, proven: false, in: db)
        try know(baseline.added, noLonger: baseline.removed, in: db)
    }

    private static func know(
        _ added: [UsageFileID], noLonger removed: [UsageFileID], in db: Database
    ) throws {
        for file in removed {
            try run("DELETE FROM known_file WHERE file = ?", [file.text], in: db)
        }
        for file in added {
            try run("INSERT OR IGNORE INTO known_file (file) VALUES (?)", [file.text], in: db)
        }
    }

    /// Marks files that were seen submitted; the mark goes only with the file, on a person's word.
    private static func noteSubmitted(_ change: ObservationChange, in db: Database) throws {
        guard let submitted = change.submitted else {
            // An entry of before says it of each file that this ledger did not make: others were
            // kept only once they were submitted.
            for file in change.added {
                try run(
                    """
                    UPDATE known_file SET submitted = 1 WHERE file = ?1 AND NOT EXISTS
                        (SELECT 1 FROM write_state WHERE step = 'create' AND file = ?1)
                    """, [file.text], in: db)
            }
            return
        }
        for file in submitted {
            try run(
                """
                INSERT INTO known_file (file, submitted) VALUES (?, 1)
                ON CONFLICT (file) DO UPDATE SET submitted = 1
                """, [file.text], in: db)
        }
    }

    // MARK: - Writes

    private static func open(_ intent: WriteIntent, seq: Int64, in db: Database) throws {
        try run(
            """
            INSERT INTO write_state
                (intent, at, step, contract, product, month, file, sent, record_ids)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                seq, intent.at.microseconds, intent.step.rawValue, intent.cell.contract.text,
                intent.cell.product.text, intent.cell.month.description, intent.file?.text,
                intent.sent.map(SentUsageText.encode),
                (intent.sent?.recordIDs).map { Data($0.bytes) },
            ], in: db)
        // Also a file that was taken over has to be seen again once it may be submitted.
        if intent.step == .submit, let file = intent.file { try know([file], noLonger: [], in: db) }
    }

    private static func settle(_ settled: SettledWrite, in db: Database) throws {
        let outcome = settled.outcome
        // The file of a create is what its answer says; that of another step stood in the intent.
        try run(
            """
            UPDATE write_state SET result = ?1, uploaded_at = coalesce(?2, uploaded_at),
                file = CASE WHEN step <> 'create' THEN file
                    WHEN ?1 IN ('refused', 'notSent') THEN NULL ELSE coalesce(?3, file) END
            WHERE intent = ?4
            """,
            [
                outcome.result.rawValue, outcome.uploadedAt?.microseconds, outcome.file?.text,
                settled.intent.number,
            ], in: db)
        try knowCreated(by: settled.intent, in: db)
        try spendResend(settled, in: db)
    }

    /// A wish to send again has been obeyed by an upload that was begun after it and that the
    /// platform took. The order of entries decides, not the clocks of whoever wrote them.
    private static func spendResend(_ settled: SettledWrite, in db: Database) throws {
        guard settled.outcome.result == .answered else { return }
        try run(
            """
            DELETE FROM resend WHERE cell = ?1 AND seq < ?2 AND EXISTS
                (SELECT 1 FROM write_state WHERE intent = ?2 AND step = 'upload')
            """, [settled.cell.description, settled.intent.number], in: db)
    }

    /// A file that this ledger made has to be seen from now on, not only from the next observation
    /// on: a list that hides it would have its month sent again.
    private static func knowCreated(by intent: IntentID, in db: Database) throws {
        try run(
            """
            INSERT OR IGNORE INTO known_file (file)
            SELECT file FROM write_state WHERE intent = ? AND step = 'create' AND file IS NOT NULL
            """, [intent.number], in: db)
    }

    private static func pin(_ seen: SeenUpload, in db: Database) throws {
        try run(
            "UPDATE write_state SET uploaded_at = ? WHERE intent = ?",
            [seen.uploadedAt.microseconds, seen.intent.number], in: db)
    }

    private static func resolve(_ resolved: ResolvedCreate, in db: Database) throws {
        try run(
            "UPDATE write_state SET file = ? WHERE intent = ?",
            [resolved.file.text, resolved.intent.number], in: db)
        try knowCreated(by: resolved.intent, in: db)
    }

    static func run(_ sql: String, _ arguments: StatementArguments, in db: Database) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }
}
