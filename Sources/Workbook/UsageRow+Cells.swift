import UsageModel

extension UsageRow {
    /// The cells in the order of `UsageColumns.records`, then those of the custom columns.
    func cells(customColumns: [String]) -> [WorkbookCell] {
        let fixed: [WorkbookCell] = [
            WorkbookCell(recordID), WorkbookCell(record.note), .text("item.mpn"),
            WorkbookCell(record.itemMPN), .number(record.quantity),
            .text(record.start.workbookText), .text(record.end.workbookText), .text("asset.id"),
            WorkbookCell(asset.text), WorkbookCell(record.category), WorkbookCell(record.amount),
            WorkbookCell(record.tier.map(ExactDecimal.init)), WorkbookCell(record.itemName),
            WorkbookCell(record.itemUnit), WorkbookCell(record.itemMPN),
            WorkbookCell(record.itemPrecision),
        ]
        let custom = customColumns.map { name in
            WorkbookCell(record.custom.first { $0.name == name }?.value)
        }
        return fixed + custom
    }
}
