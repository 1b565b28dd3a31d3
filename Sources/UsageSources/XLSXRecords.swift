import UsageModel
import Workbook

/// Reads the records of a workbook: of the named sheet, or of the only one whose header has all
/// wanted columns.
struct XLSXRecords {
    let rules: MappingRules
    /// Of rows that name none.
    let product: ProductID?
    let sheet: String?

    /// What a sheet's first row is.
    private enum Header {
        case fits
        /// It has all wanted columns and a fault, so that the sheet is meant.
        case isMeant(FileFault)
        /// It lacks columns; how many of the wanted ones it has.
        case other(count: Int, FileFault)
    }

    private struct IsRead: Error {}

    func read(_ file: HashedFile, into intake: RecordIntake) throws {
        do {
            let workbook = try XLSXReader(path: file.path)
            try read(usageSheet(of: workbook), of: workbook, file, into: intake)
        } catch let error as WorkbookError {
            throw FileFault("\(error)")
        }
    }

    /// The sheet with usage. Another one whose header fits too would be usage that nobody reads.
    private func usageSheet(of workbook: XLSXReader) throws -> String {
        if let sheet, !workbook.sheetNames.contains(sheet) {
            let names = workbook.sheetNames.map { RowFault.quoted($0) }.joined(separator: ", ")
            throw FileFault("it has no sheet '\(sheet)', only \(names)")
        }
        var found: [String] = []
        var fault: FileFault?
        var nearMiss: (count: Int, fault: FileFault)?
        for name in workbook.sheetNames where sheet.map({ $0 == name }) ?? true {
            switch try header(ofSheet: name, of: workbook) {
            case .fits: found.append(name)
            case .isMeant(let why):
                found.append(name)
                fault = why
            case .other(let count, let why) where count >= nearMiss?.count ?? 0:
                nearMiss = (count, why)
            case .other, nil: break
            }
        }
        guard found.count < 2 else {
            let names = found.map { RowFault.quoted($0) }.joined(separator: " and ")
            throw FileFault(
                "several sheets have a header of usage, \(names); say by 'sheet' of the source "
                    + "which one it is")
        }
        if let fault { throw fault }
        if let sheet = found.first { return sheet }
        throw nearMiss?.fault
            ?? FileFault(
                "no sheet has a header, so it says nothing, not even that there was no usage")
    }

    /// Nil where the sheet has no row.
    private func header(ofSheet sheet: String, of workbook: XLSXReader) throws -> Header? {
        var first: SheetRow?
        do {
            _ = try workbook.readRows(ofSheet: sheet) { row in
                first = row
                throw IsRead()
            }
        } catch is IsRead {}
        guard let first else { return nil }
        do throws(RowFault) {
            _ = try columns(of: first)
            return .fits
        } catch {
            let fault = FileFault(line: first.number, "sheet '\(sheet)': \(error.message)")
            let count = ColumnMap.wantedCount(in: texts(of: first), names: rules.names)
            return count == rules.names.required.count
                ? .isMeant(fault) : .other(count: count, fault)
        }
    }

    private func columns(of header: SheetRow) throws(RowFault) -> ColumnMap {
        try ColumnMap(header: texts(of: header), names: rules.names, hasProduct: product != nil)
    }

    private func texts(of row: SheetRow) -> [String] { row.cells.map { $0 ?? "" } }

    private func read(
        _ sheet: String, of workbook: XLSXReader, _ file: HashedFile, into intake: RecordIntake
    ) throws {
        var adapter: SheetRowAdapter?
        _ = try workbook.readRows(ofSheet: sheet) { row in
            if row.number & 0xfff == 0 { try Task.checkCancellation() }
            guard adapter != nil else {
                adapter = SheetRowAdapter(
                    rules: rules, columns: try columns(of: row), product: product,
                    countsFrom1904: workbook.countsFrom1904)
                return
            }
            let origin = RecordOrigin(file: file.name, line: row.number)
            adapter?.take(row, origin: origin, into: intake)
        }
    }
}
