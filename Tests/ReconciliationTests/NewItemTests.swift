import Reconciliation
import TestSupport
import Testing
import UsageModel

/// Items that a dynamic product does not have yet, as rows describe them.
struct NewItemTests {
    @Test(arguments: [
        ("unit", "decimal(2)", nil), ("unit", "Decimal(2)", nil),
        ("unit", "integer", "'integer' of 'unit'"), ("GB", "decimal(2)", "'decimal(2)' of 'GB'"),
    ])
    func `rows that describe a new item differently are held`(
        unit: String, precision: String, says: String?
    ) {
        let record = { (unit: String, precision: String, line: Int) in
            var record = UsageRecord.of("1", mpn: "NEW", line: line)
            (record.itemName, record.itemUnit, record.itemPrecision) = ("New", unit, precision)
            return record
        }
        let rows = RowContent.rows(
            [record("unit", "decimal(2)", 1), record(unit, precision, 2)].map {
                ($0, SubscriptionID($0.subscription))
            }, marker: Marker(identity: ObservedWorld.identity, cell: ObservedWorld.cell))
        var facts = PreflightTests.facts(
            of: PreflightTests.Case(name: "", code: .noFile, names: ""))
        facts.products[ObservedWorld.product]?.payAsYouGo?.isDynamic = true
        var preflight = Preflight(ObservedWorld.cell, facts: facts)
        for row in rows { preflight.check(row) }
        #expect(preflight.verdict.faults.map(\.code) == (says == nil ? [] : [.itemIncomplete]))
        let message = preflight.verdict.defect?.message ?? ""
        #expect(says == nil || message.contains(says ?? "") && message.contains("usage.csv:"))
    }
}
