import Foundation
import HTTPTypes
import HummingbirdTesting
import StatusServer
import Testing
import UsageModel

struct StatusPageTests {
    @Test func `the front page shows what is owed, late and held`() async throws {
        let answer = try await ServedPages().ask("/")
        #expect(answer.status == .ok)
        let page = answer.text
        let sums = SampleWorld.report.summary
        #expect(page.contains("<b>\(sums.overdue)</b> overdue"))
        #expect(page.contains("<b>\(sums.held)</b> held for a person"))
        #expect(page.contains("<b>\(sums.obligations)</b> owed in all"))
        #expect(page.contains("delivered 1284 = in files 1190 + held 86 + unattributed 8"))
        #expect(page.contains("usagectl ack UF-2026-06-4410-2231 --reason TEXT --until DATE"))
        #expect(page.contains("<th scope=\"col\">2026-05</th>"))
        #expect(page.contains("subscription.unknown"))
        #expect(page.contains("<a class=\"skip\" href=\"#main\">"))
        #expect(!page.contains("<script"))
    }

    @Test func `rows with overdue and held cells come first`() async throws {
        let page = try await ServedPages().ask("/").text
        let rejected = try #require(page.range(of: SampleWorld.rejectedCell.contract.text))
        let settled = try #require(page.range(of: "CRD-63318-55902-64780</small>"))
        #expect(rejected.lowerBound < settled.lowerBound)
    }

    @Test func `a cell says everything in one sentence`() async throws {
        let page = try await ServedPages().ask("/").text
        #expect(
            page.contains(
                "aria-label=\"rejected, overdue since 2026-10-08, held for a person: "
                    + "Iberia Distribution S.A., Object storage, metered, 2026-09\""))
    }

    @Test(arguments: [
        ("state=rejected", "1 cell found in 1 row"),
        ("state=mismatch&only=held", "1 cell found in 1 row"),
        ("only=overdue", "5 cells found in 5 rows"),
        ("contract=northern", "18 cells found in 3 rows"),
        ("product=prd-883&from=2026-10", "4 cells found in 4 rows"),
        ("reason=limit.firstFile", "2 cells found in 2 rows"),
        ("contract=nobody", "No cell is like that"),
        ("contract=+northern+", "18 cells found in 3 rows"),
    ])
    func `a filter narrows the grid`(_ query: String, _ words: String) async throws {
        let page = try await ServedPages().ask("/?\(query)").text
        #expect(page.contains(words))
    }

    @Test func `the form keeps what was asked for`() async throws {
        let page = try await ServedPages().ask("/?contract=a%22b&state=missing").text
        #expect(page.contains("name=\"contract\" value=\"a&quot;b\""))
        #expect(page.contains("<option value=\"missing\" selected>"))
    }

    @Test(arguments: ["from=soon", "state=lost", "reason=why", "only=me", "page=0", "contract=%zz"])
    func `a filter that means nothing is refused`(_ query: String) async throws {
        #expect(try await ServedPages().ask("/?\(query)").status == .badRequest)
    }

    @Test func `a cell's page says why, and what clears it`() async throws {
        let cell = SampleWorld.rejectedCell
        let page = try await ServedPages().ask(
            "/cells/\(cell.contract)/\(cell.product)/\(cell.month)"
        ).text
        #expect(page.contains("the quantities are twice last month&#39;s"))
        #expect(page.contains("<pre><code>usagectl resend \(cell)</code></pre>"))
        #expect(page.contains("The distributor rejected our file."))
        #expect(page.contains("UF-2026-09-4410-0001"))
        #expect(page.contains("quantity 4120.5, amount 1834.2 EUR"))
        #expect(page.contains("<code>due: 5d</code> <small>policies/emea.yaml:9:8</small>"))
        #expect(page.contains("policies/emea.yaml:1:1"))
        #expect(page.contains("<td>maria</td><td>approved: first file of the contract</td>"))
        #expect(page.contains("an old foreign draft lies beside it"))
    }

    @Test func `cycles lead to their reports`() async throws {
        let pages = ServedPages()
        pages.loop.cycle(SampleWorld.report.id, took: .milliseconds(2340))
        let page = try await pages.ask("/cycles").text
        #expect(page.contains("href=\"/cycles/\(SampleWorld.report.id)\""))
        #expect(page.contains("2.3 s"))
        #expect(page.contains("■ held"))
        let report = try await pages.ask("/cycles/\(SampleWorld.report.id)").text
        #expect(report.contains("the source now says 4181.5"))
    }

    @Test func `policies show every value with its place`() async throws {
        let page = try await ServedPages().ask("/policies").text
        #expect(page.contains("<th scope=\"row\">months.since</th><td><code>2026-05</code></td>"))
        #expect(page.contains("policies/defaults.yaml:6:17"))
        #expect(page.contains("contracts [CRD-41*]"))
    }

    @Test func `before the first cycle the pages say so`() async throws {
        var pages = ServedPages()
        pages.record = FixedRecord(all: [], entries: [], inForce: nil)
        #expect(try await pages.ask("/").text.contains("No cycle yet"))
        #expect(try await pages.ask("/cycles").text.contains("No cycle was recorded yet"))
        #expect(try await pages.ask("/policies").text.contains("the built-in values apply"))
        #expect(try await pages.ask("/cells/a/b/2026-01").status == .notFound)
    }

    @Test func `a large account is shown page by page`() async throws {
        var pages = ServedPages()
        pages.record = FixedRecord(all: [SampleWorld.large(pairs: 700, months: 24)])
        let first = try await pages.ask("/").text
        #expect(first.contains("16800 cells in 700 rows"))
        #expect(first.contains("Page 1 of 7"))
        #expect(first.contains("<a href=\"/?page=2\">Next page</a>"))
        #expect(first.contains("CRD-100009</span>"))
        let last = try await pages.ask("/?page=7").text
        #expect(last.contains("Page 7 of 7"))
        #expect(last.contains("CRD-100698</span>"))
        #expect(!last.contains("Next page"))
        // Beyond the end is the end.
        #expect(try await pages.ask("/?page=99").text.contains("Page 7 of 7"))
        // Only the last year is shown where everything before it is settled.
        #expect(first.contains("Everything before 2025-11 is settled."))
    }
}
