import ConnectAPI
import Reconciliation
import UsageModel

/// The writes to a staged file, each with its intent in the ledger before it. There is none that
/// submits.
struct ProbeWriter: Sendable {
    let writer: ConnectWriter
    let record: any ProbeRecord
    let clock: any ConnectClock

    /// Creates the empty file; its texts warn whoever meets it in the portal.
    /// - Throws: where the intent cannot be written; then nothing was sent.
    func create(_ probe: ProbeMarker, currency: String?) async throws -> WriteOutcome {
        let draft = UsageFileDraft(
            name: "usagectl check \(probe.salt), never submit",
            description: "Rows of \(probe.cell.month), staged to be checked. It is deleted again; "
                + "never submit it.",
            period: probe.cell.month.days, currency: currency, product: probe.cell.product,
            contract: probe.cell.contract, externalID: probe.externalID)
        return try await write(.create, probe) { () async throws(ConnectError) in
            try await writer.createUsageFile(draft)
        }
    }

    /// Sends the workbook that holds the rows under salted ids.
    func upload(
        _ workbook: SaltedWorkbook, to file: UsageFileID, of probe: ProbeMarker
    ) async throws -> WriteOutcome {
        try await write(.upload, probe, file, workbook: workbook.digest) {
            () async throws(ConnectError) in
            try await writer.upload(file, workbookAt: workbook.path)
            return file
        }
    }

    func delete(_ file: UsageFileID, of probe: ProbeMarker) async throws -> WriteOutcome {
        try await write(.delete, probe, file) { () async throws(ConnectError) in
            try await writer.delete(file)
            return file
        }
    }

    private func write(
        _ step: Step, _ probe: ProbeMarker, _ file: UsageFileID? = nil, workbook: String? = nil,
        _ send: () async throws(ConnectError) -> UsageFileID
    ) async throws -> WriteOutcome {
        let number = try await record.begin(
            ProbeIntent(
                step: step, cell: probe.cell, externalID: probe.externalID, file: file,
                workbook: workbook, at: clock.now))
        var outcome = WriteOutcome(result: .answered, file: file, at: clock.now)
        do throws(ConnectError) {
            outcome.file = try await send()
        } catch {
            outcome.result = error.outcome
            outcome.message = "\(error)"
        }
        outcome.at = clock.now
        // An intent without an outcome reads as "unknown": the safe side.
        try? await record.end(number, outcome, ofProbeIn: probe.cell)
        return outcome
    }
}
