import ConnectAPI
import Reconciliation
import UsageModel

/// The life of one staged file: created, filled, judged by the platform, deleted again.
struct Stager: Sendable {
    let client: ConnectClient
    let writes: ProbeWriter
    let remover: ProbeRemover
    let rows: CellRows
    /// Where workbooks lie until they are sent.
    let folder: String
    /// How long the platform may take, and how often it is asked.
    let wait: Duration
    let pollInterval: Duration
    let clock: any ConnectClock

    /// How long a person who has stopped the run waits for the file to become one that the platform
    /// deletes.
    private static let lastWait = Duration.seconds(30)

    /// Stages the rows of a cell; whatever happens, the file is deleted before this returns, or
    /// the answer says that it may not be.
    func stage(_ planned: PlannedCell, as probe: ProbeMarker) async -> StagedFile {
        let count = planned.usage.rows
        do {
            let workbook = try SaltedWorkbook.write(
                try rows.rows(of: planned.cell), of: probe, in: folder)
            let file = try await create(probe, currency: planned.fields?.currency)
            var staged: StagedFile
            do { staged = try await judge(file, workbook, probe) } catch {
                staged = StagedFile(.failed, rows: count, problem: "\(error)")
            }
            staged.file = file
            if let why = await remove(file, probe) {
                staged.isRemoved = false
                staged.problem = [staged.problem, why].compactMap(\.self).joined(separator: "; ")
            }
            return staged
        } catch let fault as StagingFault {
            var staged = StagedFile(.failed, rows: count, problem: "\(fault)")
            if case .perhapsCreated = fault { staged.isRemoved = false }
            return staged
        } catch {
            return StagedFile(.failed, rows: count, problem: "\(error)")
        }
    }

    // MARK: - The file

    private func create(_ probe: ProbeMarker, currency: String?) async throws -> UsageFileID {
        let begun = clock.now
        let outcome = try await writes.create(probe, currency: currency)
        switch (outcome.result, outcome.file) {
        case (.answered, let file?): return file
        case (.refused, _), (.notSent, _):
            throw StagingFault.notCreated(outcome.message ?? outcome.result.rawValue)
        default:
            // It is asked for by the one name that no other file has.
            do {
                for _ in 0..<2 {
                    try await clock.sleep(for: pollInterval)
                    if let file = try await find(probe, since: begun) { return file }
                }
            } catch {
                throw StagingFault.perhapsCreated("\(error)")
            }
            throw StagingFault.perhapsCreated(outcome.message ?? "the answer names no file")
        }
    }

    private func find(_ probe: ProbeMarker, since: Timestamp) async throws -> UsageFileID? {
        var scope = UsageFileScope.pair(probe.cell.pair)
        scope.createdSince = since.adding(UsageFile.createdSlack)
        return try await client.usageFiles(scope).rows.first { $0.probe == probe }?.id
    }

    /// Also when the run is being stopped: what is on the platform must not stay there.
    private func remove(_ file: UsageFileID, _ probe: ProbeMarker) async -> String? {
        let deadline = clock.uptime + (Task.isCancelled ? Self.lastWait : wait)
        let remover = remover
        return await Task { await remover.remove(file, of: probe, by: deadline) }.value
    }

    // MARK: - The platform's word

    private func judge(
        _ id: UsageFileID, _ workbook: SaltedWorkbook, _ probe: ProbeMarker
    ) async throws -> StagedFile {
        let sent = try await writes.upload(workbook, to: id, of: probe)
        guard sent.result == .answered else {
            throw StagingFault.notUploaded(sent.message ?? sent.result.rawValue)
        }
        let deadline = clock.uptime + wait
        while true {
            guard let processed = try await client.processedFile(id), processed.file.isLive else {
                throw StagingFault.vanished
            }
            switch processed.file.status {
            case .ready: return accepted(processed, workbook)
            case .invalid: return await refused(processed.file, workbook)
            // A list, and so a look, may lag behind the upload.
            case .draft, .uploading, .uploaded, .processing:
                guard clock.uptime < deadline else {
                    return StagedFile(
                        .unfinished, rows: workbook.rows,
                        problem: "after \(wait.components.seconds) s it is still "
                            + "\(processed.file.status.word)")
                }
                try await clock.sleep(for: pollInterval)
            default:
                return StagedFile(
                    .failed, rows: workbook.rows,
                    problem: "somebody has made it \(processed.file.status.word)")
            }
        }
    }

    private func accepted(_ processed: ProcessedFile, _ workbook: SaltedWorkbook) -> StagedFile {
        let problem = CountCheck.problem(of: processed, rows: workbook.rows)
        return StagedFile(
            problem == nil ? .accepted : .miscounted, rows: workbook.rows, problem: problem)
    }

    private func refused(_ file: UsageFile, _ workbook: SaltedWorkbook) async -> StagedFile {
        let refusal = workbook.unsalted(
            await RefusedFileReader(client: client, archive: nil).read(
                file, writes: [], places: [:]))
        return StagedFile(
            .refused, rows: workbook.rows,
            problem: refusal.errorDetail ?? refusal.rows.first?.message, refusal: refusal)
    }
}
