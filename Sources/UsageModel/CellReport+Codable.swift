// The keys of a report are a contract: what has no value is written as null, so that a reader of
// the
// JSON finds every key; hence the encoders by hand.

extension CellReport: Codable {
    private enum CodingKeys: String, CodingKey {
        case contract, product, month, contractName, productName, provider, state, owed, due,
            overdue, files
        case usage, decision, outcome, policy, notes, acknowledged, difference, staged, objection
    }

    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            cell: Cell(
                contract: try values.decode(ContractID.self, forKey: .contract),
                product: try values.decode(ProductID.self, forKey: .product),
                month: try values.decode(BillingMonth.self, forKey: .month)),
            contractName: try values.decodeIfPresent(String.self, forKey: .contractName),
            productName: try values.decodeIfPresent(String.self, forKey: .productName),
            provider: try values.decodeIfPresent(Account.self, forKey: .provider),
            state: try values.decode(CellState.self, forKey: .state),
            owed: try values.decode(Bool.self, forKey: .owed),
            due: try values.decodeIfPresent(CalendarDate.self, forKey: .due),
            overdue: try values.decode(Bool.self, forKey: .overdue),
            files: try values.decode([FileReport].self, forKey: .files),
            usage: try values.decode(UsageReport.self, forKey: .usage),
            decision: try values.decode(Decision.self, forKey: .decision),
            outcome: try values.decodeIfPresent(Outcome.self, forKey: .outcome),
            policy: try values.decode([String].self, forKey: .policy),
            notes: try values.decode([String].self, forKey: .notes),
            acknowledged: try values.decode(Bool.self, forKey: .acknowledged),
            difference: try values.decodeIfPresent(UsageDifference.self, forKey: .difference),
            staged: try values.decodeIfPresent(StagedFile.self, forKey: .staged),
            objection: try values.decodeIfPresent(Objection.self, forKey: .objection))
    }

    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(cell.contract, forKey: .contract)
        try values.encode(cell.product, forKey: .product)
        try values.encode(cell.month, forKey: .month)
        try values.encode(contractName, forKey: .contractName)
        try values.encode(productName, forKey: .productName)
        try values.encode(provider, forKey: .provider)
        try values.encode(state, forKey: .state)
        try values.encode(owed, forKey: .owed)
        try values.encode(due, forKey: .due)
        try values.encode(overdue, forKey: .overdue)
        try values.encode(files, forKey: .files)
        try values.encode(usage, forKey: .usage)
        try values.encode(decision, forKey: .decision)
        // An outcome stands in a report only after a reconcile.
        try values.encodeIfPresent(outcome, forKey: .outcome)
        try values.encode(policy, forKey: .policy)
        try values.encode(notes, forKey: .notes)
        try values.encode(acknowledged, forKey: .acknowledged)
        // Only where source and files were compared.
        try values.encodeIfPresent(difference, forKey: .difference)
        try values.encodeIfPresent(staged, forKey: .staged)
        try values.encodeIfPresent(objection, forKey: .objection)
    }
}
