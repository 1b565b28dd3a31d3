import ConnectAPI
import Reconciliation
import UsageModel

/// Performs one effect of a cell's machine on Connect: intent into the ledger, request, outcome.
///
/// Only a converging cycle has one; a cycle that observes has nothing that writes.
struct Performer: Sendable {
    let writer: ConnectWriter
    let record: any WriteRecord
    let workbooks: WorkbookShelf
    let clock: any ConnectClock

    /// Performs a write and says what came of it.
    ///
    /// Without its intent on disk a request is not sent; an outcome that cannot be written leaves
    /// the
    /// intent open, which the next cycle reads as "unknown": the safe side.
    func perform(_ effect: CellMachine.Effect, for planned: PlannedCell, order: CellOrder) async
        -> CellMachine.Event
    {
        do {
            switch effect {
            case .create: return try await create(planned, order)
            case .upload(let file):
                if planned.assessment.adopts { try await adopt(file, planned.cell, order) }
                return try await upload(file, planned)
            case .submit(let file): return try await write(.submit, file, planned.cell)
            case .delete(let file): return try await write(.delete, file, planned.cell)
            case .list, .finish: return .refused("not a write")
            }
        } catch {
            return .refused("\(error)")
        }
    }

    private func create(
        _ planned: PlannedCell, _ order: CellOrder
    ) async throws -> CellMachine.Event {
        guard let fields = planned.fields else {
            return .refused("the file's fields are not settled")
        }
        let cell = planned.cell
        let draft = UsageFileDraft(
            name: fields.name, description: fields.description, note: fields.note,
            period: cell.month.days, currency: fields.currency, product: cell.product,
            contract: cell.contract,
            externalID: Marker(identity: order.identity, cell: cell).externalID)
        let number = try await record.begin(WriteIntent(step: .create, cell: cell, at: clock.now))
        do throws(ConnectError) {
            let file = try await writer.createUsageFile(draft)
            await end(number, WriteOutcome(result: .answered, file: file, at: clock.now))
            return .created(file)
        } catch {
            return await failed(number, nil, error)
        }
    }

    /// Gives a foreign draft our marker, before anything of ours is in it: should this process die
    /// here, the next cycle finds a draft of ours without an upload.
    private func adopt(
        _ file: UsageFileID, _ cell: Cell, _ order: CellOrder
    ) async throws(ConnectError) {
        let marker = Marker(identity: order.identity, cell: cell).externalID
        try await writer.updateUsageFile(file, UsageFileChanges(externalID: marker))
    }

    private func upload(
        _ file: UsageFileID, _ planned: PlannedCell
    ) async throws -> CellMachine.Event {
        let workbook = try workbooks.workbook(for: planned)
        let number = try await record.begin(
            WriteIntent(
                step: .upload, cell: planned.cell, file: file, at: clock.now, sent: workbook.sent))
        do throws(ConnectError) {
            let answer = try await writer.upload(file, workbookAt: workbook.path)
            let at = answer?.events.uploaded?.at
            await end(
                number, WriteOutcome(result: .answered, file: file, uploadedAt: at, at: clock.now))
            return .uploaded(at)
        } catch {
            return await failed(number, file, error)
        }
    }

    private func write(
        _ step: Step, _ file: UsageFileID, _ cell: Cell
    ) async throws -> CellMachine.Event {
        let number = try await record.begin(
            WriteIntent(step: step, cell: cell, file: file, at: clock.now))
        do throws(ConnectError) {
            if step == .delete {
                try await writer.delete(file)
            } else {
                try await writer.submit(file)
            }
            await end(number, WriteOutcome(result: .answered, file: file, at: clock.now))
            return step == .delete ? .deleted : .submitted
        } catch {
            return await failed(number, file, error)
        }
    }

    private func failed(
        _ number: Int64, _ file: UsageFileID?, _ error: ConnectError
    ) async -> CellMachine.Event {
        let message = "\(error)"
        let result = error.outcome
        await end(number, WriteOutcome(result: result, file: file, message: message, at: clock.now))
        switch result {
        case .refused: return .refused(message)
        case .notSent: return .notSent(message)
        case .unknown, .answered: return .unknown(message)
        }
    }

    /// The act is done whether or not its outcome can be written: an open intent is read as
    /// unknown.
    private func end(_ number: Int64, _ outcome: WriteOutcome) async {
        try? await record.end(number, outcome)
    }
}
