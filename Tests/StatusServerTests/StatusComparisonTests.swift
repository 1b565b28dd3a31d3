import Foundation
import HTTPTypes
import HummingbirdTesting
import Ledger
import StatusServer
import Testing
import UsageModel

/// Before a vendor goes live: the page shows what would be sent against what others send.
struct StatusComparisonTests {
    private static func pages(_ comparisons: [DriftReport]) -> ServedPages {
        var record = FixedRecord()
        record.comparisons = comparisons
        var pages = ServedPages()
        pages.record = record
        return pages
    }

    /// The section of the front page, from its heading to its end.
    private static func section(_ page: String) throws -> Substring {
        let start = try #require(page.range(of: "<section aria-labelledby=\"comparison\">"))
        let end = try #require(page[start.upperBound...].range(of: "</section>"))
        return page[start.lowerBound..<end.lowerBound]
    }

    @Test func `the front page shows the last comparison with its counts`() async throws {
        let page = try await Self.pages(SampleWorld.comparisons).ask("/").text
        let section = try Self.section(page)
        let cells = SampleWorld.report.cells
        let equal = cells.count { [.inSync, .noUsage].contains($0.state) }
        let unknown = cells.count { $0.state == .unknownUsage }
        let rejectedOrBusy = cells.count { [.rejected, .missing, .processing].contains($0.state) }
        #expect(equal + unknown + rejectedOrBusy + 1 == cells.count)
        let counts = [
            ("different", 1), ("not sent by anybody", rejectedOrBusy),
            ("the source cannot say", unknown), ("equal", equal),
        ]
        for (words, count) in counts {
            #expect(section.contains("\(words) <b>\(count)</b>"), "\(words)")
            // Each count once: in its chip, and in no sentence beside it.
            #expect(section.components(separatedBy: "\(count) \(words)").count == 1)
        }
        #expect(section.contains("Compared at 2026-11-12T06:30:00Z (2 h ago), on 3 days so far"))
        #expect(section.contains("<h2 id=\"comparison\">Compared with what others sent</h2>"))
        #expect(!page.contains("<script"))
    }

    @Test func `each cell has its verdict, its days and its difference`() async throws {
        let cell = try #require(SampleWorld.differingCell)
        let section = try Self.section(
            try await Self.pages(SampleWorld.comparisons).ask("/").text)
        let rows = section.components(separatedBy: "<tr>").dropFirst(2)
        #expect(rows.count == SampleWorld.report.cells.count)
        let first = try #require(rows.first)
        #expect(first.contains("href=\"/cells/\(cell)\""))
        #expect(first.contains("<bdi>Cape Digital (Pty) Ltd</bdi>"))
        #expect(first.contains("≠</span> different</span></td><td class=\"n\">1</td>"))
        #expect(first.contains("&#39;STORAGE-GB&#39; records 0, quantity +61"))
        let last = try #require(rows.last)
        #expect(last.contains("✓</span> equal</span></td><td class=\"n\">3</td>"))
        let unknown = try #require(rows.first { $0.contains("the source cannot say") })
        #expect(unknown.contains("there is no file of the month yet"))
    }

    @Test func `without a comparison there is no section`() async throws {
        var unproven = SampleWorld.comparisons[0]
        unproven.observation.complete = false
        for comparisons in [[], [unproven]] {
            let pages = Self.pages(comparisons)
            #expect(!(try await pages.ask("/").text).contains("Compared with what others sent"))
            #expect(try await pages.ask("/api/v1/comparison").status == .notFound)
        }
    }

    @Test func `a comparison that is long over is not shown any more`() async throws {
        var comparison = SampleWorld.comparisons[0]
        for (days, isShown) in [(31, true), (32, false)] {
            comparison.asOf = SampleWorld.report.asOf.adding(.seconds(-86_400 * Int64(days)))
            let page = try await Self.pages([comparison]).ask("/").text
            #expect(page.contains("Compared with what others sent") == isShown)
        }
    }

    @Test func `a comparison of many cells is cut, and says so`() async throws {
        var comparison = SampleWorld.large(pairs: 30, months: 10)
        comparison.command = DriftReport.comparison
        let section = try Self.section(try await Self.pages([comparison]).ask("/").text)
        #expect(section.components(separatedBy: "<tr>").count - 2 == 200)
        #expect(section.contains("And 100 more cells"))
    }

    @Test func `the interface has every cell of the comparison`() async throws {
        let cell = try #require(SampleWorld.differingCell)
        let answer = try await Self.pages(SampleWorld.comparisons).ask("/api/v1/comparison")
        #expect(answer.headers[.contentType] == "application/json")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any])
        #expect(object["kind"] as? String == "ShadowComparison")
        #expect(object["asOf"] as? String == "2026-11-12T06:30:00Z")
        #expect((object["summary"] as? [String: Int])?["differs"] == 1)
        let cells = try #require(object["cells"] as? [[String: Any]])
        #expect(cells.count == SampleWorld.report.cells.count)
        let found = try #require(cells.first { $0["cell"] as? String == cell.description })
        #expect(found["verdict"] as? String == "differs")
        #expect(found["days"] as? Int == 1)
        let difference = try #require(found["difference"] as? [String: Any])
        #expect((difference["items"] as? [[String: Any]])?.count == 1)
    }

    @Test func `the page of a cell says why its rows would be held`() async throws {
        var report = SampleWorld.report
        let index = try #require(report.cells.firstIndex { $0.state == .inSync })
        report.cells[index].objection = Objection(reason: .itemUnknown, message: "no item '<X>'")
        var pages = ServedPages()
        var record = FixedRecord()
        record.all = [report]
        pages.record = record
        let page = try await pages.ask("/cells/\(report.cells[index].cell)").text
        #expect(
            page.contains(
                "<dt>Would be held</dt><dd>no item &#39;&lt;X&gt;&#39; <code>item.unknown</code></dd>"
            ))
    }

    @Test func `a newer comparison takes the place of the one before`() async throws {
        let record = GrowingComparisons([SampleWorld.comparisons[1]])
        var pages = ServedPages()
        pages.record = record
        try await pages.asking { client in
            func section() async throws -> String {
                try await client.execute(uri: "/", method: .get) { String($0.text) }
            }
            let before = try await section()
            #expect(before.contains("on 1 day so far") && !before.contains("different <b>"))
            // What was put together already is not read again.
            _ = try await section()
            #expect(record.readings == 1)
            record.add(SampleWorld.comparisons[0])
            let after = try await section()
            #expect(after.contains("on 2 days so far") && after.contains("different <b>1</b>"))
            #expect(record.readings == 2)
        }
    }

    @Test func `a month that others sent and that would be held says so, and why`() async throws {
        var comparison = SampleWorld.comparisons[0]
        let index = try #require(
            comparison.cells.firstIndex { ShadowVerdict($0) == .agrees && $0.difference != nil })
        comparison.cells[index].objection = Objection(
            reason: .itemUnknown, message: "no item 'X' (<usage.csv>:7)")
        let pages = Self.pages([comparison])
        let section = try Self.section(try await pages.ask("/").text)
        #expect(section.contains("would be held <b>1</b>"))
        #expect(
            section.contains(
                "would be held (item.unknown): no item &#39;X&#39; (&lt;usage.csv&gt;:7)"))
        let answer = try await pages.ask("/api/v1/comparison")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any])
        let cells = try #require(object["cells"] as? [[String: Any]])
        let held = try #require(cells.first { $0["verdict"] as? String == "wouldHold" })
        #expect(held["because"] as? String == "no item 'X' (<usage.csv>:7)")
        #expect((held["objection"] as? [String: String])?["reason"] == "item.unknown")
    }
}
