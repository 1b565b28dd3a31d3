import Testing
import UsageModel

@testable import StatusServer

/// Which cells a query asks for.
struct GridFilterTests {
    private static let cell = CellReport(
        cell: Cell(contract: "CRD-1", product: "PRD-1", month: BillingMonth(index: 24_322)),
        contractName: "Iberia", productName: "Storage",
        provider: Account(id: "PA-000-007", name: "Norte, S.A."), state: .missing, overdue: true,
        decision: Decision(verb: .hold, reason: .monthOld, message: "old"))

    @Test(arguments: [
        ("", true), ("provider=norte", true), ("provider=pa-000-007", true),
        ("provider=south", false), ("contract=iberia", true), ("product=PRD-2", false),
        ("state=missing&only=held", true), ("only=settled", false), ("from=2027-01", false),
        ("to=2026-11&reason=month.old", true), ("reason=missing.noFile", false),
    ])
    func `a cell is shown where every part of the query takes it`(
        _ query: String, _ isShown: Bool
    ) throws {
        let filter = try GridFilter(try #require(FormFields(query)))
        #expect(filter.admits(Self.cell) == isShown)
        #expect(filter.isActive == !query.isEmpty)
    }

    @Test(arguments: [
        "provider=norte&only=held&page=3", "contract=a%20b&from=2026-01&to=2026-10",
    ])
    func `the query that it writes asks for the same`(_ query: String) throws {
        let filter = try GridFilter(try #require(FormFields(query)))
        let again = try GridFilter(try #require(FormFields(String(filter.query.dropFirst()))))
        #expect(again == filter)
    }

    @Test(arguments: ["from=yesterday", "state=fine", "reason=none", "only=mine", "page=0"])
    func `a value that means nothing is refused`(_ query: String) throws {
        let fields = try #require(FormFields(query))
        #expect(throws: PageError.self) { try GridFilter(fields) }
    }
}
