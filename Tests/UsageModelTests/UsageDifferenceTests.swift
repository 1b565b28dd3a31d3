import Foundation
import TestSupport
import Testing
import UsageModel

struct UsageDifferenceTests {
    private static func total(
        _ mpn: String, _ rows: Int, _ quantity: Int, amount: Int? = nil
    ) -> ItemTotal {
        ItemTotal(
            mpn: mpn, rows: rows, quantity: ExactDecimal(quantity),
            amount: amount.map { ExactDecimal($0) })
    }

    @Test func `each item is named with its change, in order`() {
        let difference = UsageDifference(
            sent: [Self.total("B", 2, 5, amount: 9), Self.total("C", 1, 1)],
            now: [
                Self.total("A", 1, 3), Self.total("B", 3, 4, amount: 11), Self.total("C", 1, 1),
            ], basis: .ledger)
        #expect(
            "\(difference)" == "'A' records +1, quantity +3; "
                + "'B' records +1, quantity -1, amount +2")
    }

    @Test func `others may cut the same usage into other rows`() {
        let sent = [Self.total("A", 31, 62)]
        let now = [Self.total("A", 1, 62)]
        #expect(UsageDifference(sent: sent, now: now, basis: .platform).items.isEmpty)
        let ours = UsageDifference(sent: sent, now: now, basis: .ledger)
        #expect(ours.items.map(\.rows) == [-30])
    }

    @Test func `a sentence names three items and counts the rest`() {
        let now = (1...5).map { Self.total("item-\($0)", 1, $0) }
        let text = "\(UsageDifference(sent: [], now: now, basis: .ledger))"
        #expect(text.contains("'item-3'"))
        #expect(!text.contains("'item-4'"))
        #expect(text.hasSuffix("; 2 more items"))
    }

    @Test func `sums of one item over several files are taken together`() {
        let difference = UsageDifference(
            sent: [Self.total("A", 1, 3, amount: 4), Self.total("A", 1, 2, amount: 1)],
            now: [Self.total("A", 1, 5, amount: 5)], basis: .platform)
        #expect(difference.items.isEmpty)
    }

    @Test func `it survives its encoding`() throws {
        let difference = UsageDifference(
            sent: [Self.total("A", 1, 1)], now: [Self.total("A", 1, 2)], basis: .platform)
        let data = try JSONEncoder().encode(difference)
        #expect(try JSONDecoder().decode(UsageDifference.self, from: data) == difference)
    }
}
