import UsageModel

extension SimulatedPlatform {
    /// Judges a workbook as a whole: one wrong row refuses the file.
    mutating func judge(_ workbook: ParsedWorkbook, for file: SimulatedFile) -> WorkbookVerdict {
        guard let rows = workbook.sheets["records"] else {
            return .refused("The workbook has no sheet 'records'.")
        }
        let count = max(0, rows.count - 1)
        let header: WorkbookHeader
        do {
            header = try WorkbookHeader(rows.first)
        } catch {
            return .refused(error.description, rows: count)
        }
        let categories = Self.categories(of: workbook)
        var check = RowCheck(
            header: header, file: file, platform: self, categories: Set(categories.map(\.id)))
        for row in rows.dropFirst() { check.accept(row) }
        var records = check.problems.isEmpty ? check.records : []
        for position in records.indices { records[position].id = newRecordID(of: file.id) }
        var verdict = WorkbookVerdict(
            rows: count, invalidRows: check.invalidRows,
            errorDetail: check.problems.first?.sentence, records: records, categories: categories)
        verdict.problems = check.problems
        if !check.problems.isEmpty { verdict.refusedRows = rows }
        return verdict
    }

    private static func categories(of workbook: ParsedWorkbook) -> [JSONValue] {
        let rows = workbook.sheets["categories"] ?? []
        let names = (rows.first?.cells ?? []).map { $0 ?? "" }
        return rows.dropFirst().compactMap { row in
            var category: JSONValue = [:]
            for (name, cell) in zip(names, row.cells) where name.hasPrefix("category_") {
                category.set(String(name.dropFirst("category_".count)), cell)
            }
            return category.id.isEmpty ? nil : category
        }
    }

    /// `UR-` with the digits of the file and eight of its own.
    private mutating func newRecordID(of file: String) -> String {
        createdRecords += 1
        let digits = padded(createdRecords, to: 8)
        return "UR-\(file.dropFirst(3))-\(digits.prefix(4))-\(digits.suffix(4))"
    }
}
