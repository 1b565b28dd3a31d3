import UsageModel
import Workbook

/// Reads the records of a workbook: of the first sheet whose header has all required columns.
struct XLSXRecords {
    let names: FieldNames
    let limits: SourceLimits

    private struct OtherSheet: Error {}

    func read(_ file: HashedFile, into intake: RecordIntake) throws {
        let workbook: XLSXReader
        do {
            workbook = try XLSXReader(path: file.path)
        } catch {
            throw FileFault("\(error)")
        }
        var nearMiss: (count: Int, fault: FileFault)?
        for sheet in workbook.sheetNames {
            do {
                if try read(sheet, of: workbook, file, into: intake, nearMiss: &nearMiss) { return }
            } catch let error as WorkbookError {
                throw FileFault("\(error)")
            }
        }
        throw nearMiss?.fault
            ?? FileFault(
                "no sheet has a header, so it says nothing, not even that there was no usage")
    }

    /// False where the sheet's first row is not the header of records.
    private func read(
        _ sheet: String, of workbook: XLSXReader, _ file: HashedFile, into intake: RecordIntake,
        nearMiss: inout (count: Int, fault: FileFault)?
    ) throws -> Bool {
        var columns: ColumnMap?
        var adapter = SheetRowAdapter(names: names, countsFrom1904: workbook.countsFrom1904)
        do {
            _ = try workbook.readRows(ofSheet: sheet) { row in
                if row.number & 0xfff == 0 { try Task.checkCancellation() }
                guard let columns else {
                    columns = try header(row, sheet: sheet, nearMiss: &nearMiss)
                    return
                }
                let origin = RecordOrigin(file: file.name, line: row.number)
                adapter.take(row, columns: columns, origin: origin, into: intake)
            }
        } catch is OtherSheet {
            return false
        }
        return columns != nil
    }

    private func header(
        _ row: SheetRow, sheet: String, nearMiss: inout (count: Int, fault: FileFault)?
    ) throws -> ColumnMap {
        let header = row.cells.map { $0 ?? "" }
        let count = ColumnMap.requiredCount(in: header, names: names)
        do {
            return try ColumnMap(header: header, names: names)
        } catch {
            let fault = FileFault(line: row.number, "sheet '\(sheet)': \(error.message)")
            // A sheet with all columns and a fault is the sheet that was meant.
            if count == RecordField.required.count { throw fault }
            if count >= nearMiss?.count ?? 0 { nearMiss = (count, fault) }
            throw OtherSheet()
        }
    }
}
