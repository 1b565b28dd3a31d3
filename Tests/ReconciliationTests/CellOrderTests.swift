import Policy
import Reconciliation
import TestSupport
import Testing
import UsageModel

@Suite("The order that carries a planned cell out")
struct CellOrderTests {
    private static func order(_ arrange: (inout ObservedWorld) -> Void) throws -> CellOrder? {
        var world = ObservedWorld()
        arrange(&world)
        let planned = try #require(world.planned())
        return CellOrder(planned, identity: ObservedWorld.identity, knowledge: world.knowledge)
    }

    @Test func `a missing file begins with create`() throws {
        let order = try #require(try Self.order { $0.deliver() })
        #expect(order.begin == .create && order.submits && order.rows == 2 && !order.isStale)
    }

    @Test func `a ready file begins at the gate with the ledger's pin`() throws {
        let order = try #require(
            try Self.order {
                $0.deliver()
                $0.add(uploaded: .ours("UF-1", .ready))
            })
        #expect(order.begin == .submit("UF-1", instant("2026-11-05T05:01:00Z")))
    }

    @Test func `a stale file in processing is polled, then uploaded`() throws {
        let order = try #require(
            try Self.order {
                $0.deliver(["1"])
                $0.add(uploaded: .ours("UF-1", .processing))
                $0.deliver(["1", "2", "3"])
            })
        #expect(order.begin == .poll("UF-1", instant("2026-11-05T05:01:00Z")))
        #expect(order.isStale && order.rows == 3)
    }

    @Test func `a manual cell in processing is watched and not submitted`() throws {
        let order = try #require(
            try Self.order {
                $0.policy.submit = .manual
                $0.deliver()
                $0.add(uploaded: .ours("UF-1", .processing))
            })
        #expect(!order.submits && !order.isStale)
    }

    @Test func `surplus alone is deleted and nothing else`() throws {
        let order = try #require(
            try Self.order {
                let draft = UsageFile.ours("UF-1", .draft)
                $0.files = [draft, .foreign("UF-2", .accepted)]
                $0.remember(draft)
            })
        #expect(order.begin == .nothing && order.surplus == ["UF-1"] && !order.submits)
    }

    @Test func `ignored drafts are disregarded, submitted files never`() throws {
        let order = try #require(
            try Self.order {
                $0.policy.foreignDrafts = .ignore
                $0.files = [
                    .foreign("UF-1", .draft),
                    UsageFile.foreign("UF-2", .accepted, created: "2026-09-01T00:00:00Z").with {
                        $0.period = nil
                    },
                ]
                $0.deliver()
            })
        #expect(order.disregarded == ["UF-1", "UF-2"])
    }

    @Test func `no other foreign file is disregarded`() throws {
        let order = try #require(
            try Self.order {
                let (first, second) = (
                    UsageFile.ours("UF-1", .draft), UsageFile.ours("UF-2", .draft)
                )
                $0.files = [first, second, .foreign("UF-3", .ready), .foreign("UF-4", .rejected)]
                $0.remember(first)
                $0.remember(second)
                $0.deliver()
            })
        #expect(order.disregarded.isEmpty && !order.submits)
    }

    @Test func `what is held or in sync has no order`() throws {
        #expect(try Self.order { $0.files = [.foreign("UF-1", .accepted)] } == nil)
        #expect(try Self.order { $0.files = [.foreign("UF-1", .draft)] } == nil)
    }
}
