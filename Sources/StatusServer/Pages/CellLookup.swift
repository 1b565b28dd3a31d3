import UsageModel

/// Finds the cell that an address names.
enum CellLookup {
    /// - Parameter parts: contract, product and month.
    static func cell(_ parts: [String], in report: DriftReport) throws(PageError) -> CellReport {
        guard parts.count == 3, let month = BillingMonth(parts[2]) else {
            throw .badRequest("expected CONTRACT/PRODUCT/YYYY-MM")
        }
        let cell = Cell(
            contract: ContractID(parts[0]), product: ProductID(parts[1]), month: month)
        guard let found = report.cells.first(where: { $0.cell == cell }) else {
            throw .notFound("the report has no cell '\(cell)'")
        }
        return found
    }
}
