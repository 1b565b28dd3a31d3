import ConnectSimulator
import Reconciliation
import TestSupport
import Testing
import UsageModel

// What stands on the platform after the cycles of a test.
extension ReconcilerHarness {
    var files: [SimulatedFile] { transport.platform.files }

    /// Files of a cell that are not deleted.
    func live(_ cell: Cell) -> [SimulatedFile] {
        files.filter { file in
            file.contractID == cell.contract.text && file.productID == cell.product.text
                && file.status != .deleted
                && file.detail.value(at: "period.from")?.string == "\(cell.month.firstDay)"
        }
    }

    /// The statuses of a cell's live files, in words.
    func statuses(_ cell: Cell) -> [String] { live(cell).map(\.status.word) }

    /// The statuses of the first October cell's live files.
    var statuses: [String] { statuses(cell) }

    /// What wrote to the platform, in order: `POST /usage/files`.
    var writes: [LoggedRequest] { transport.requests.filter { $0.method != "GET" } }

    /// Expects one live file in every cell, submitted, with exactly the vendor's rows.
    func expectExactlyOneSubmittedFile(
        in cells: [Cell], _ comment: Comment? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        for cell in cells {
            let live = live(cell)
            #expect(live.count == 1, comment, sourceLocation: sourceLocation)
            #expect(
                live.filter(\.status.isSubmitted).count == 1, comment,
                sourceLocation: sourceLocation)
            let records = transport.platform.records.filter { $0.fileID == live.first?.id }
            #expect(
                records.map(Self.essence).sorted() == usage(of: cell).map(Self.essence).sorted(),
                comment, sourceLocation: sourceLocation)
        }
    }

    /// The vendor's usage of a cell, as the account makes it.
    func usage(of cell: Cell) -> [SimulatedUsage] {
        account.usage(cell.month).filter {
            $0.contract == cell.contract && $0.product == cell.product
        }
    }

    /// Everything about a row that a customer is billed by.
    static func essence(_ record: SimulatedRecord) -> String {
        "\(record.assetID) \(record.itemID.prefix(15)) \(record.usage) "
            + "\(record.amount?.description ?? "-") \(record.start) \(record.end)"
    }

    static func essence(_ usage: SimulatedUsage) -> String {
        "\(usage.subscription) \(usage.product) \(usage.quantity) "
            + "\(usage.amount?.description ?? "-") \(usage.start) \(usage.end)"
    }

    /// Acts as a person in the portal or as the provider: `submit`, `delete`, `accept`, `reject`.
    func act(_ action: String, _ file: String) {
        let now = clock.now
        transport.change { simulation in
            _ = simulation.control(
                PlatformRequest(method: "POST", path: "/\(action)/\(file)"), at: now)
        }
    }
}

extension DriftReport {
    var verdict: Verdict { Verdict(self) }

    subscript(cell: Cell) -> CellReport? { cells.first { $0.cell == cell } }
}

extension ReconcilerHarness {
    /// Changes the world behind the platform's back.
    func change(_ body: @Sendable (inout World) -> Void) {
        let now = clock.now
        transport.change { $0.replaceWorld(at: now, body) }
    }

    /// Puts a subscription under another contract, as a change of distributor does.
    func move(_ subscription: String, to contract: ContractID) {
        change { world in
            for index in world.assets.indices where world.assets[index].id == subscription {
                world.assets[index]["contract"] = ["id": .string(contract.text)]
            }
        }
    }
}

extension ReconcilerHarness {
    /// Kills a controller at each ledger entry and each request of an act, before and after it, and
    /// lets something follow in the world that it left.
    ///
    /// - Parameter least: how often an act that is worth the name can be cut short.
    static func atEveryDeath(
        least: Int = 30, _ act: (ReconcilerHarness) async throws -> Void,
        then follow: (ReconcilerHarness, _ tick: Int) async throws -> Void
    ) async throws {
        var tick = 0
        var isCutShort = true
        while isCutShort {
            tick += 1
            try await with { harness in
                var first = harness
                first.lifeline = Lifeline(ticks: tick)
                try? await act(first)
                isCutShort = first.lifeline.isDead
                try await follow(harness, tick)
            }
        }
        #expect(tick > least)
    }
}
