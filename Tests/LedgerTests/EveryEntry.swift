import Ledger
import Testing
import UsageModel

/// Writes a ledger that holds at least one entry of every kind.
func recordEveryKind(in ledger: Ledger) async throws {
    let create = try await ledger.record(intent: Sample.intent(.create))
    try await ledger.record(outcome: WriteOutcome(result: .unknown, at: Sample.at(1)), of: create)
    try await ledger.record(resolution: Sample.file, of: Sample.cell, at: Sample.at(2))
    let upload = try await ledger.record(intent: Sample.intent(.upload, file: Sample.file, at: 3))
    try await ledger.record(
        outcome: WriteOutcome(result: .answered, file: Sample.file, at: Sample.at(4)), of: upload)
    try await ledger.recordUploadSeen(
        file: Sample.file, of: Sample.cell, uploadedAt: Sample.at(5), at: Sample.at(6))
    let probe = try await ledger.record(
        probe: ProbeIntent(
            step: .create, cell: Sample.cell, externalID: "usagectl-probe:a:b:c:2026-10:1",
            at: Sample.at(6)))
    try await ledger.record(
        outcome: WriteOutcome(result: .answered, file: "UF-9", at: Sample.at(6)),
        ofProbe: probe, in: Sample.cell)
    try await ledger.record(
        observation: ObservationEntry(at: Sample.at(7), contracts: 3, files: ["UF-1", "UF-2"]))
    try await ledger.record(report: Sample.report(1, cells: [Sample.cellReport(1)]))
    try await ledger.record(policies: [Sample.policy()], at: Sample.at(7))
    // Twelve years later the first report loses its body.
    try await ledger.record(report: Sample.report(420_480, cells: [Sample.cellReport(1)]))
    #expect(try await ledger.prune(keepingDays: 3653, at: Sample.at(420_480 * 900)) == 1)
    try await ledger.record(approvals: [
        Approval(cell: Sample.cell, digest: "sha256:aa", by: "ann", at: Sample.at(8), note: "ok")
    ])
    try await ledger.record(
        acknowledgement: Acknowledgement(
            subject: "AS-1", reason: "known", by: "ann", at: Sample.at(9), until: Sample.at(99)))
    try await ledger.record(
        assignment: Assignment(file: "UF-2", cell: Sample.cell, by: "ann", at: Sample.at(10)))
    try await ledger.record(
        resend: ResendRequest(cell: Sample.cell, by: "ann", at: Sample.at(11)))
    try await ledger.record(
        revocation: Revocation(target: .resend(Sample.cell(7)), by: "ann", at: Sample.at(12)))
    try await ledger.record(
        baseline: Baseline(
            binding: try Sample.binding(), contracts: 2, gone: ["UF-1"], by: "ann",
            at: Sample.at(13), note: "one contract ended"))
}
