import Ledger
import UsageModel

/// Holds what the ledger says of a cell's files against the archive.
struct FileAuditor {
    /// A file with the checks of it.
    struct Finding {
        var file: AuditedFile
        var checks: [Audit.Check]
        var submittedAt: Timestamp? { file.submitted }
    }

    let archive: Archive?
    /// What is older may be gone.
    let keptSince: Timestamp?

    /// The files in the order in which they were first named.
    func files(of writes: [RecordedWrite], cell: Cell) -> [Finding] {
        var ids: [UsageFileID] = []
        for file in writes.compactMap(\.file) where !ids.contains(file) { ids.append(file) }
        return ids.map { id in finding(id, writes.filter { $0.file == id }, cell) }
    }

    private func finding(
        _ id: UsageFileID, _ writes: [RecordedWrite], _ cell: Cell
    ) -> Finding {
        let submit = writes.last { $0.intent.step == .submit && $0.mayHaveHappened }
        let upload = writes.last { write in
            write.intent.step == .upload && write.mayHaveHappened
                && submit.map { write.seq < $0.seq } ?? true
        }
        let sent = upload?.intent.sent
        var file = AuditedFile(
            id: id, created: writes.first { $0.intent.step == .create }?.intent.at,
            uploaded: upload?.uploadedAt ?? upload?.intent.at, submitted: submit?.intent.at,
            submitResult: submit.map { $0.outcome?.result.rawValue ?? "unknown" },
            currency: sent?.currency, workbook: sent?.workbook, manifest: upload?.intent.manifest,
            items: sent?.items ?? [], sources: [], rows: [])
        guard let upload, let sent else {
            guard submit != nil else { return Finding(file: file, checks: []) }
            return Finding(file: file, checks: [check(id, "upload", false, "none is recorded")])
        }
        guard let archive, let manifest = upload.intent.manifest, let workbook = sent.workbook
        else {
            let why = "the workbook was not kept; 'spec.archive' was none"
            return Finding(file: file, checks: [check(id, "archive", false, why)])
        }
        if let keptSince, upload.intent.at < keptSince,
            (try? archive.read(workbook, as: .workbook)) == nil
        {
            let why = "the workbook was removed when its retention had ended"
            return Finding(file: file, checks: [check(id, "archive", true, why)])
        }
        let reading = ArchivedWorkbook(
            archive: archive, workbook: workbook, manifest: manifest, cell: cell, file: id)
        let checks = reading.check(against: sent, into: &file).map { name, problem, detail in
            check(id, name, problem == nil, problem ?? detail)
        }
        return Finding(file: file, checks: checks)
    }

    private func check(
        _ file: UsageFileID, _ name: String, _ ok: Bool, _ detail: String
    ) -> Audit.Check {
        Audit.Check(name: "\(file) \(name)", ok: ok, detail: detail)
    }
}
