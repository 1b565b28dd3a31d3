import Foundation
import Reconciliation
import TestSupport
import Testing
import UsageModel

/// What earlier reports knew to be unattributed stays until its own source says otherwise.
struct CarriedUsageTests {
    private static let october = month("2026-10")

    private static func usage(source: String?) -> UnattributedUsage {
        UnattributedUsage(
            product: ObservedWorld.product, month: october, records: 3,
            reason: .subscriptionUnknown, examples: ["AS-9"], source: source)
    }

    /// A view of a cycle in which only the named source was read whole.
    private static func view(whole source: String) -> UsageView {
        var view = UsageView()
        view.wholeMonths = [source: [october]]
        return view
    }

    @Test(arguments: [("metering", true), ("old", false), (nil, false), ("gone", false)])
    func `one source clears nothing of another`(source: String?, isKept: Bool) {
        var view = Self.view(whole: "old")
        view.carry([Self.usage(source: source)], sources: ["metering", "old"])
        #expect(view.unattributed.map(\.source) == (isKept ? [source] : []))
        #expect(view.delivered == (isKept ? 3 : 0))
    }

    @Test func `a source clears what it could speak of, product by product`() {
        var view = Self.view(whole: "metering")
        view.doubtful = [
            "metering": [ProductMonth(product: "PRD-999-999-999", month: Self.october)]
        ]
        view.carry([Self.usage(source: "metering")], sources: ["metering"])
        #expect(view.unattributed.isEmpty)
        view.doubtful = [
            "metering": [ProductMonth(product: ObservedWorld.product, month: Self.october)]
        ]
        view.carry([Self.usage(source: "metering")], sources: ["metering"])
        #expect(view.unattributed.count == 1)
    }

    @Test func `the same usage of two sources is not taken for one`() {
        var view = UsageView()
        view.setAside([Self.usage(source: "old")])
        view.carry([Self.usage(source: "metering")], sources: ["metering", "old"])
        #expect(view.unattributed.count == 2 && view.delivered == 6)
        view.carry([Self.usage(source: "old")], sources: ["metering", "old"])
        #expect(view.unattributed.count == 2 && view.delivered == 6)
    }

    @Test func `a report of before sources were kept is still read`() throws {
        let old = """
            {"product": "PRD-1", "month": "2026-10", "records": 3, "examples": [],
             "reason": "subscription.unknown", "acknowledged": false}
            """
        let usage = try JSONDecoder().decode(UnattributedUsage.self, from: Data(old.utf8))
        #expect(usage.source == nil && usage.records == 3)
    }
}
