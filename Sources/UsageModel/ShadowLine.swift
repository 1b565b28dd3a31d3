/// One cell of a comparison with what others sent.
package struct ShadowLine: Hashable, Sendable {
    package var cell: Cell
    /// The contract's name, where it is known.
    package var contractName: String?
    /// The product's name, where it is known.
    package var productName: String?
    package var verdict: ShadowVerdict
    /// On how many days in a row, of those with a comparison, it came to this verdict.
    package var days: Int
    /// The files that were submitted for it, whoever made them.
    package var files: [UsageFileID]
    /// What differs by item, as the latest comparison found it.
    package var difference: UsageDifference?
    /// The decision's own sentence: why it is as it is; of a cell that would be held, why it would.
    package var because: String
    /// Why the rows would be held if nothing had been sent, whatever the verdict is.
    package var objection: Objection?

    init(_ report: CellReport, _ verdict: ShadowVerdict, days: Int) {
        cell = report.cell
        contractName = report.contractName
        productName = report.productName
        self.verdict = verdict
        self.days = days
        files = report.files.filter(\.status.isSubmitted).map(\.id)
        difference = verdict == .differs ? report.difference : nil
        objection = report.objection
        because = (verdict == .wouldHold ? objection?.message : nil) ?? report.decision.message
    }
}

extension ShadowLine: Encodable {
    private enum CodingKeys: String, CodingKey {
        case cell, contractName, productName, verdict, days, files, difference, because
        case objection
    }

    /// The cell in the form in which commands take it.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(cell.description, forKey: .cell)
        try values.encodeIfPresent(contractName, forKey: .contractName)
        try values.encodeIfPresent(productName, forKey: .productName)
        try values.encode(verdict, forKey: .verdict)
        try values.encode(days, forKey: .days)
        try values.encode(files, forKey: .files)
        try values.encodeIfPresent(difference, forKey: .difference)
        try values.encode(because, forKey: .because)
        try values.encodeIfPresent(objection, forKey: .objection)
    }
}
