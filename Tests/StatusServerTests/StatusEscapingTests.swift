import Foundation
import HTTPTypes
import HummingbirdTesting
import StatusServer
import Testing
import UsageModel

/// What Connect, a vendor's file or a person wrote is text on every page and never markup.
struct StatusEscapingTests {
    static let texts = [
        "<script>alert(1)</script>", "\" onmouseover=\"x", "' autofocus onfocus='x", "a&b;c",
        "left\u{202E}right", "مثال", "two\nlines", "</style><b>", "javascript:alert(1)", "a/../b",
        "%2e%2e", "x?y#z",
    ]

    private static func hostile(_ text: String) -> (FixedRecord, Cell) {
        var report = SampleWorld.report
        var cell = SampleWorld.rejected(
            SampleWorld.settled(
                Cell(
                    contract: ContractID(text), product: ProductID(text),
                    month: SampleWorld.months[4])))
        cell.contractName = text + "!"
        cell.productName = text + "!"
        cell.decision.message = text
        cell.decision.next = text
        cell.notes = [text]
        cell.policy = [text]
        cell.files = [
            FileReport(
                id: UsageFileID(text), status: .unknown(text), externalId: text, owner: .foreign)
        ]
        cell.usage.currency = text
        cell.usage.digest = text
        cell.outcome = Outcome(result: .failed, fileId: UsageFileID(text), error: text)
        report.cells = [cell]
        report.endpoint = text
        report.identity = text
        report.errors = [text]
        report.observation.problems = [text]
        report.unattributed[0].examples = [text]
        report.findings = [Finding(code: text, message: text, subject: text, next: text)]
        var record = FixedRecord(all: [report])
        report.command = DriftReport.comparison
        report.cells[0].state = .mismatch
        report.cells[0].files[0].status = .accepted
        report.cells[0].difference = UsageDifference(
            sent: [], now: [ItemTotal(mpn: text, rows: 1, quantity: ExactDecimal(1))],
            basis: .platform)
        record.comparisons = [report]
        record.entries = [
            HistoryEntry(seq: 1, at: SampleWorld.now, kind: text, by: text, what: text)
        ]
        record.inForce?.policies[0].name = text
        record.inForce?.policies[0].match = [text]
        record.inForce?.policies[0].settings[0].value = text
        return (record, cell.cell)
    }

    private static func paths(_ cell: Cell) -> [String] {
        let parts = [cell.contract.text, cell.product.text, cell.month.description].map(encoded)
        return [
            "/", "/cells/" + parts.joined(separator: "/"), "/cycles", "/policies",
            "/cycles/\(SampleWorld.report.id)",
        ]
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let digits = String(byte, radix: 16)
            return "%" + (digits.count == 1 ? "0" : "") + digits
        }.joined()
    }

    @Test(arguments: texts)
    func `no page holds markup or an order of a stranger`(_ text: String) async throws {
        let (record, cell) = Self.hostile(text)
        let (plain, _) = Self.hostile("harmless")
        var pages = ServedPages()
        pages.record = record
        var expected = ServedPages()
        expected.record = plain
        let harmless = Self.paths(
            Cell(contract: "harmless", product: "harmless", month: cell.month))
        for (path, other) in zip(Self.paths(cell), harmless) {
            let answer = try await pages.ask(path)
            let reference = try await expected.ask(other)
            #expect(answer.status == .ok, "\(path)")
            for mark in ["<", ">", "\"", "'"] {
                let count = answer.text.count { String($0) == mark }
                #expect(count == reference.text.count { String($0) == mark }, "\(path) \(mark)")
            }
            #expect(
                !answer.text.unicodeScalars.contains { $0 != "\n" && PrintableText.isHidden($0) })
        }
    }

    @Test(arguments: texts) func `a link leads to the cell whatever its name`(_ text: String)
        async throws
    {
        let (record, _) = Self.hostile(text)
        var pages = ServedPages()
        pages.record = record
        let page = try await pages.ask("/").text
        let start = try #require(page.range(of: "href=\"/cells/"))
        let address = page[start.upperBound...].prefix { $0 != "\"" }
        let answer = try await pages.ask("/cells/\(address)")
        #expect(answer.status == .ok)
    }
}
