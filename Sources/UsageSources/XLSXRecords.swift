import UsageModel
import Workbook

/// Reads the records of a workbook: of the named sheet, or of the first whose header has all wanted
/// columns.
struct XLSXRecords {
    let rules: MappingRules
    /// Of rows that name none.
    let product: ProductID?
    let sheet: String?

    private struct OtherSheet: Error {}

    func read(_ file: HashedFile, into intake: RecordIntake) throws {
        let workbook: XLSXReader
        do {
            workbook = try XLSXReader(path: file.path)
        } catch {
            throw FileFault("\(error)")
        }
        var nearMiss: (count: Int, fault: FileFault)?
        if let sheet, !workbook.sheetNames.contains(sheet) {
            let names = workbook.sheetNames.map { RowFault.quoted($0) }.joined(separator: ", ")
            throw FileFault("it has no sheet '\(sheet)', only \(names)")
        }
        for sheet in workbook.sheetNames where self.sheet.map({ $0 == sheet }) ?? true {
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
        var adapter: SheetRowAdapter?
        do {
            _ = try workbook.readRows(ofSheet: sheet) { row in
                if row.number & 0xfff == 0 { try Task.checkCancellation() }
                guard adapter != nil else {
                    let columns = try header(row, sheet: sheet, nearMiss: &nearMiss)
                    adapter = SheetRowAdapter(
                        rules: rules, columns: columns, product: product,
                        countsFrom1904: workbook.countsFrom1904)
                    return
                }
                let origin = RecordOrigin(file: file.name, line: row.number)
                adapter?.take(row, origin: origin, into: intake)
            }
        } catch is OtherSheet {
            return false
        }
        return adapter != nil
    }

    private func header(
        _ row: SheetRow, sheet: String, nearMiss: inout (count: Int, fault: FileFault)?
    ) throws -> ColumnMap {
        let header = row.cells.map { $0 ?? "" }
        let count = ColumnMap.wantedCount(in: header, names: rules.names)
        do {
            return try ColumnMap(
                header: header, names: rules.names, hasProduct: product != nil)
        } catch {
            let fault = FileFault(line: row.number, "sheet '\(sheet)': \(error.message)")
            // A sheet with all columns and a fault is the sheet that was meant.
            if count == rules.names.required.count { throw fault }
            if count >= nearMiss?.count ?? 0 { nearMiss = (count, fault) }
            throw OtherSheet()
        }
    }
}
