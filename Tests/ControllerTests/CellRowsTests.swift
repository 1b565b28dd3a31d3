import Reconciliation
import TestSupport
import Testing
import UsageModel

@testable import Controller

/// The rows of a cycle come back for the workbook as they were put in.
struct CellRowsTests {
    @Test(arguments: [0, 300, 1 << 20])
    func `the rows of each cell come back, in memory or not`(memory: Int) throws {
        let shelf = CellRows(memory: memory)
        let facts = PreflightFacts(products: [:], subscriptions: SubscriptionIndex())
        var expected: [Cell: [UsageRow]] = [:]
        for number in 1...9 {
            var world = ObservedWorld()
            let cell = ObservedWorld.cell("2026-0\(number)")
            world.deliver((0..<number).map { "\($0).5" }, to: cell) { $0.note = "Größe" }
            let rows = try #require(world.rows[cell])
            let usage = try shelf.workOut(rows, of: cell, checkedBy: facts)
            #expect(usage.rows == number && usage.origins == ["usage.csv"])
            #expect(usage.digest == world.usage.usage(of: cell).digest)
            expected[cell] = rows
        }
        for (cell, rows) in expected { #expect(try shelf.rows(of: cell) == rows) }
        #expect(try shelf.rows(of: ObservedWorld.cell("2020-01")).isEmpty)
    }

    @Test func `rows that are kept again replace the earlier ones`() throws {
        let shelf = CellRows(memory: 0)
        var world = ObservedWorld()
        world.deliver(["1"])
        try shelf.keep([], of: ObservedWorld.cell)
        try shelf.keep(world.rows[ObservedWorld.cell] ?? [], of: ObservedWorld.cell)
        #expect(try shelf.rows(of: ObservedWorld.cell).count == 1)
    }
}
