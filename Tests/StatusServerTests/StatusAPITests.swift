import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import StatusServer
import Testing
import UsageModel

struct StatusAPITests {
    @Test(arguments: ["/api/v1/report", "/api/v1/reports/\(SampleWorld.report.id)"])
    func `a report has the shape of the drift report`(_ path: String) async throws {
        let answer = try await ServedPages().ask(path)
        #expect(answer.headers[.contentType] == "application/json")
        let report = try JSONDecoder().decode(DriftReport.self, from: Data(answer.text.utf8))
        #expect(report == SampleWorld.report)
    }

    @Test func `a report that a reader has already is not sent again`() async throws {
        let pages = ServedPages()
        let tag = try #require(try await pages.ask("/api/v1/report").headers[.eTag])
        let again = try await pages.ask("/api/v1/report", .get, [.ifNoneMatch: tag])
        #expect(again.status == .notModified)
        #expect(again.body.readableBytes == 0)
        let other = try await pages.ask("/api/v1/report", .get, [.ifNoneMatch: "\"01J\""])
        #expect(other.status == .ok)
    }

    @Test func `a cell comes with its history`() async throws {
        let cell = SampleWorld.rejectedCell
        let answer = try await ServedPages().ask(
            "/api/v1/cells/\(cell.contract)/\(cell.product)/\(cell.month)")
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: Any])
        let history = try #require(object["history"] as? [[String: Any]])
        #expect(history.count == 3)
        #expect(history.last?["by"] as? String == "maria")
        #expect((object["cell"] as? [String: Any])?["state"] as? String == "rejected")
    }

    @Test func `reports, policies and status are there`() async throws {
        let pages = ServedPages()
        pages.loop.provenObservation(at: SampleWorld.now)
        #expect(try await pages.ask("/api/v1/reports").text.contains(SampleWorld.report.id))
        let policies = try await pages.ask("/api/v1/policies").text
        #expect(
            try JSONDecoder().decode(PoliciesInForce.self, from: Data(policies.utf8))
                == SampleWorld.policies)
        let status = try await pages.ask("/api/v1/status").text
        #expect(status.contains("\"ready\":true") && status.contains("\"version\":\"1.2.3\""))
        #expect(status.contains("\"failure\":null"))
    }

    @Test(arguments: [
        ("/api/v1/cells/a/b/2026-01", 404), ("/api/v1/cells/a/b/now", 400),
        ("/api/v1/nothing", 404),
        ("/api/v2/report", 404), ("/api/v1/reports/none", 404), ("/api", 404),
    ])
    func `what is not there is an error in JSON`(_ path: String, _ status: Int) async throws {
        let answer = try await ServedPages().ask(path)
        #expect(answer.status.code == status)
        let object =
            try JSONSerialization.jsonObject(with: Data(answer.text.utf8)) as? [String: String]
        #expect(object?["error"]?.isEmpty == false)
    }
}
