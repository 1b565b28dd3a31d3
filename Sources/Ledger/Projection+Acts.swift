import GRDB
import UsageModel

extension Projection {
    /// Folds what a person decided.
    static func applyAct(_ fact: Fact, seq: Int64, to db: Database) throws {
        switch fact {
        case .approval(let approval):
            try run(
                "INSERT INTO approval (seq, cell, body) VALUES (?, ?, ?)",
                [seq, approval.cell.description, try Fact.encode(approval)], in: db)
        case .acknowledgement(let acknowledgement):
            try run(
                "INSERT OR REPLACE INTO acknowledgement (subject, body) VALUES (?, ?)",
                [acknowledgement.subject, try Fact.encode(acknowledgement)], in: db)
        case .assignment(let assignment):
            try run(
                "INSERT OR REPLACE INTO assignment (file, cell) VALUES (?, ?)",
                [assignment.file.text, assignment.cell.description], in: db)
        case .resend(let request):
            try run(
                "INSERT OR REPLACE INTO resend (cell, at, seq) VALUES (?, ?, ?)",
                [request.cell.description, request.at.microseconds, seq], in: db)
        case .revocation(let revocation): try takeBack(revocation.target, in: db)
        case .bound, .intent, .outcome, .uploadSeen, .resolution, .probe, .probeOutcome,
            .observation, .report, .policies,
            .retention, .baseline:
            break
        }
    }

    private static func takeBack(_ target: Revocation.Target, in db: Database) throws {
        switch target {
        case .approvals(let cell):
            try run("DELETE FROM approval WHERE cell = ?", [cell.description], in: db)
        case .acknowledgement(let subject):
            try run("DELETE FROM acknowledgement WHERE subject = ?", [subject], in: db)
        case .assignment(let file):
            try run("DELETE FROM assignment WHERE file = ?", [file.text], in: db)
        case .resend(let cell):
            try run("DELETE FROM resend WHERE cell = ?", [cell.description], in: db)
        }
    }
}
