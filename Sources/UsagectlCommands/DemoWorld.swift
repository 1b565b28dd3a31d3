import ConnectSimulator
import Foundation
import UsageModel

/// The small world of the demo: two distributors, three products, three months, and the kinds of
/// trouble that real accounts have.
struct DemoWorld {
    /// The demo's clock stands still in a known month, so that every run shows the same.
    static let now = Timestamp(seconds: 1_794_214_800)
    static let identity = "demo"

    let world: World
    /// By file name.
    let usage: [(name: String, text: String)]

    init() throws {
        let generator = WorldGenerator(
            size: WorldSize(contracts: 2, products: 3, assets: 2, months: 3), seed: 7,
            now: Self.now)
        var world = generator.world()
        let usage = generator.usage()
        let cells = Self.cells(of: usage)
        world.files = Self.files(cells)
        self.world = world
        self.usage = VendorUsage.files(usage).map { name, text in
            name.contains("2026-10") ? (name, text + Self.strangers(cells)) : (name, text)
        }
    }

    private static func cells(of usage: [VendorUsage]) -> [Cell] {
        Set(
            usage.map {
                Cell(
                    contract: ContractID($0.contractID), product: ProductID($0.productID),
                    month: $0.month)
            }
        ).sorted()
    }

    /// The past: the first month was accepted long ago, one file of the second was rejected, and
    /// one
    /// of the third was created by a run that died before it uploaded anything.
    private static func files(_ cells: [Cell]) -> [JSONValue] {
        let months = Set(cells.map(\.month)).sorted()
        let first = cells.filter { $0.month == months[0] }.enumerated().map { index, cell in
            file(number: index + 1, cell, status: "accepted")
        }
        let second = cells.filter { $0.month == months[1] }.enumerated().map { index, cell in
            file(number: index + 21, cell, status: index == 1 ? "rejected" : "accepted")
        }
        let third = cells.filter { $0.month == months[2] }.prefix(1).map { cell in
            file(number: 41, cell, status: "draft")
        }
        // The last two files of the second month were forgotten.
        return first + second.dropLast(2) + third
    }

    private static func file(number: Int, _ cell: Cell, status: String) -> JSONValue {
        let digits = String(repeating: "0", count: 4 - String(number).count) + String(number)
        let day = Timestamp(startOf: cell.month.next.firstDay.adding(days: 4))
        func event(_ hours: Int) -> JSONValue {
            ["at": .string(day.adding(.seconds(hours * 3600)).description)]
        }
        var events: [String: JSONValue] = ["created": event(6)]
        if status != "draft" {
            events["uploaded"] = event(7)
            events["submitted"] = event(8)
            events[status] = event(30)
        }
        let marker =
            identity.isEmpty ? nil : Identity(identity).map { Marker(identity: $0, cell: cell) }
        var fields: [String: JSONValue] = [
            "id": .string("UF-\(cell.month)-0000-\(digits)"),
            "name": .string("Usage \(cell.month) \(cell.product)"),
            "status": .string(status),
            "contract": ["id": .string(cell.contract.text)],
            "product": ["id": .string(cell.product.text)],
            "period": [
                "from": .string(cell.month.firstDay.description),
                "to": .string(cell.month.lastDay.description),
            ],
            "events": .object(events),
        ]
        if let marker { fields["external_id"] = .string(marker.externalID) }
        if status == "rejected" {
            fields["rejection_note"] = "the quantities are twice last month's"
        }
        return .object(fields)
    }

    /// Usage of subscriptions that nobody knows on Connect.
    private static func strangers(_ cells: [Cell]) -> String {
        guard let product = cells.first?.product else { return "" }
        return (1...2).map { number in
            "\(product),AS-9999-0000-000\(number),unknown-item,1,2026-10-01T00:00:00Z,"
                + "2026-10-31T23:59:59Z,,,stranger-\(number)\n"
        }.joined()
    }
}
