import ConnectAPI
import Reconciliation
import UsageModel

/// Performs one effect of a cell's machine on Connect: plays its `WriteScript` behind async.
///
/// Only a converging cycle has one; a cycle that observes has nothing that writes.
struct Performer: Sendable {
    let writer: ConnectWriter
    let record: any WriteRecord
    /// The last person's act that the plan knows of.
    let lastAct: Int64
    let workbooks: WorkbookShelf
    /// Where what is sent is kept; nil keeps nothing.
    var archive: Archive?
    let clock: any ConnectClock

    /// Performs a write and says what came of it.
    ///
    /// What a write rests on is looked at once the request may be sent: the list behind a submit is
    /// not old then, and nobody has taken leave back that was given.
    ///
    /// Without its intent on disk a request is not sent; an outcome that cannot be written leaves
    /// the intent open, which the next cycle reads as "unknown": the safe side.
    func perform(
        _ effect: CellMachine.Effect, for planned: PlannedCell, order: CellOrder, listed: ListTime?
    ) async -> CellMachine.Event {
        guard
            let request = WriteScript.Request(effect, fields: planned.fields, order: order)
        else { return .refused("there is nothing to write, or the file's fields are not settled") }
        do {
            var workbook: ShelvedWorkbook?
            if request.step == .upload { workbook = try workbooks.workbook(for: planned) }
            var script = WriteScript(request, cell: planned.cell, sent: workbook?.sent)
            if let workbook, let file = request.file {
                // What cannot be kept is not sent.
                script.manifest = try archive?.keep(workbook, planned: planned, file: file)
            }
            let path = workbook?.path
            // The rows are not kept in memory while the network is slow.
            workbook = nil
            return try await writer.inTurn { writer in
                if request.step == .submit, let listed, !listed.isFresh(by: clock) {
                    return .listGrewOld
                }
                return try await play(script, workbookAt: path, by: writer)
            }
        } catch is CancellationError {
            return .interrupted("the run was stopped")
        } catch let overtaken as Overtaken {
            return .interrupted("\(overtaken)")
        } catch {
            return .refused("\(error)")
        }
    }

    private func play(
        _ script: WriteScript, workbookAt path: String?, by writer: ConnectWriter
    ) async throws -> CellMachine.Event {
        var script = script
        var number: Int64?
        while true {
            switch script.next(at: clock.now) {
            case .note(let intent): number = try await record.begin(intent, knowing: lastAct)
            case .send(let request): script.take(await send(request, script.cell, path, by: writer))
            case .settle(let outcome):
                if let number { try? await record.end(number, outcome) }
            case .tell(let event): return event
            }
        }
    }

    private func send(
        _ request: WriteScript.Request, _ cell: Cell, _ path: String?, by writer: ConnectWriter
    ) async -> WriteScript.Answer {
        do throws(ConnectError) {
            switch request {
            case .create(let fields, let marker):
                let draft = UsageFileDraft(
                    name: fields.name, description: fields.description, note: fields.note,
                    period: cell.month.days, currency: fields.currency, product: cell.product,
                    contract: cell.contract, externalID: marker)
                return .done(file: try await writer.createUsageFile(draft), uploaded: .unsaid)
            case .adopt(let file, let marker):
                try await writer.updateUsageFile(file, UsageFileChanges(externalID: marker))
            case .upload(let file):
                let answer = try await writer.upload(file, workbookAt: path ?? "")
                return .done(file: file, uploaded: UploadTime(answer))
            case .submit(let file): try await writer.submit(file)
            case .delete(let file): try await writer.delete(file)
            }
            return .done(file: request.file, uploaded: .unsaid)
        } catch {
            return .failed(error.outcome, "\(error)")
        }
    }
}
