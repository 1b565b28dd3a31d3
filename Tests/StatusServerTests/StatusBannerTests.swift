import Foundation
import StatusServer
import Testing
import UsageModel

struct StatusBannerTests {
    @Test func `an unproven observation is said loudly`() async throws {
        var report = SampleWorld.report
        report.observation.complete = false
        report.observation.problems = ["files: 12 distinct ids, but the total is 13"]
        var pages = ServedPages()
        pages.record = FixedRecord(all: [report])
        let page = try await pages.ask("/").text
        #expect(page.contains("role=\"alert\"><h2>The observation is not proven complete"))
        #expect(page.contains("12 distinct ids, but the total is 13"))
        #expect(page.contains("✗ not proven complete"))
    }

    @Test func `a report older than three intervals is said to be old`() async throws {
        var pages = ServedPages()
        pages.now = SampleWorld.now.adding(.seconds(3 * 900))
        pages.loop.beat(at: pages.now)
        #expect(try await pages.ask("/").text.contains("The last recorded cycle is 49 min old"))
        pages.now = SampleWorld.report.asOf.adding(.seconds(3 * 900))
        #expect(try await pages.ask("/").text.contains("recorded cycle is") == false)
    }

    @Test func `a silent loop is said to be silent`() async throws {
        var pages = ServedPages()
        pages.now = SampleWorld.now.adding(.seconds(3 * 900 + 1))
        #expect(try await pages.ask("/").text.contains("no sign of life for 45 min 1 s"))
    }

    @Test func `what is wrong with the loop stands above everything`() async throws {
        let pages = ServedPages()
        pages.loop.set(isKeyAccepted: false)
        pages.loop.set(failure: "GET /contracts: no answer within the time limit")
        pages.loop.set(configurationProblems: ["policies/a.yaml:3:5: unknown key 'mach'"])
        let page = try await pages.ask("/").text
        for words in [
            "Connect refused the API key", "no answer within the time limit",
            "unknown key &#39;mach&#39;", "cycles only observe",
        ] { #expect(page.contains(words)) }
        let main = try #require(page.range(of: "<ul class=\"figures\""))
        let alert = try #require(page.range(of: "Connect refused the API key"))
        #expect(alert.lowerBound < main.lowerBound)
    }

    @Test func `records that do not add up are said loudly`() async throws {
        var report = SampleWorld.report
        report.conservation = Conservation(delivered: 9, inFiles: 4, held: 4, unattributed: 0)
        report.errors = ["the wave of uploads stopped after 3 failures"]
        var pages = ServedPages()
        pages.record = FixedRecord(all: [report])
        let page = try await pages.ask("/").text
        #expect(page.contains("The vendor&#39;s records do not add up"))
        #expect(page.contains("the wave of uploads stopped"))
    }
}
