package import UsageModel

extension DriftReport {
    /// The distributors of the cells, in order of id; cells of which none is known are left out.
    package var providers: [Account] {
        var accounts: [AccountID: Account] = [:]
        for account in cells.compactMap(\.provider) where accounts[account.id]?.name == nil {
            accounts[account.id] = account
        }
        return accounts.values.sorted { $0.id < $1.id }
    }

    /// What one distributor may see: its own cells and the sums over them, nothing of others.
    ///
    /// Unattributed usage, findings and errors concern the vendor, or other distributors.
    package func part(of provider: AccountID) -> DriftReport {
        var part = self
        part.cells = cells.filter { $0.provider?.id == provider }
        part.unattributed = []
        part.findings = []
        part.errors = []
        part.summary = ReportBuilder.summary(of: part.cells)
        let owed = part.cells.filter(\.owed).map(\.cell.month)
        part.months = nil
        if let from = owed.min(), let to = owed.max() {
            part.months = ReportMonths(from: from, to: to)
        }
        let held = part.cells.filter { [.wait, .hold].contains($0.decision.verb) }
        let all = part.cells.reduce(0) { $0 + ($1.usage.records ?? 0) }
        let heldRecords = held.reduce(0) { $0 + ($1.usage.records ?? 0) }
        part.conservation = Conservation(
            delivered: all, inFiles: all - heldRecords, held: heldRecords, unattributed: 0)
        return part
    }
}
