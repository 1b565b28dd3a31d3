import Foundation
import TestSupport
import Testing

/// The alerts of the overlay `cronjob` against series as kube-state-metrics has them.
@Suite(.enabled(if: Program.isNeeded("promtool")))
struct CronJobAlertTests {
    private static let rules = RenderedManifests.folder.appendingPathComponent(
        "monitoring/cronjob-alerts.yaml")
    private static let success =
        #"kube_cronjob_status_last_successful_time{namespace="usage",cronjob="usagectl"}"#

    /// Jobs of nine hours, and the alerts that fire after them.
    struct Life: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let series: [String: String]
        let alerts: [String]
    }

    private static func failed(_ job: String, at minute: Int) -> [String: String] {
        let labels = #"{namespace="usage",job_name="\#(job)"}"#
        return [
            "kube_job_status_failed\(labels)": "1x540",
            "kube_job_status_start_time\(labels)": "\(minute * 60)x540",
        ]
    }

    private static let lives = [
        Life(
            testDescription: "every turn succeeds", series: [success: "0+60x540"], alerts: []),
        Life(
            testDescription: "one turn failed an hour ago",
            series: failed("usagectl-29012345", at: 480)
                .merging([success: "0+60x540"]) { first, _ in first },
            alerts: ["UsagectlJobFailed"]),
        Life(
            testDescription: "one turn failed yesterday, and is still listed",
            series: failed("usagectl-29012345", at: 0)
                .merging([success: "0+60x540"]) { first, _ in first }, alerts: []),
        Life(
            testDescription: "a person's command ended with drift",
            series: failed("usagectl-command-1790000000-7", at: 480)
                .merging([success: "0+60x540"]) { first, _ in first }, alerts: []),
        Life(
            testDescription: "no turn has succeeded since the beginning",
            series: [success: "0x540"], alerts: ["UsagectlNoJobSucceeds"]),
    ]

    @Test(arguments: lives)
    func `each trouble of the jobs fires its alert`(_ life: Life) async throws {
        let answer = try await Self.check(life, expecting: life.alerts)
        #expect(answer.code == 0, "\(answer.text)")
    }

    @Test func `the check itself can fail`() async throws {
        #expect(try await Self.check(Self.lives[4], expecting: []).code != 0)
    }

    private static func check(
        _ life: Life, expecting alerts: [String]
    ) async throws -> (code: Int32, text: String) {
        let promtool = try #require(Program.find(["promtool"]))
        let samples = alerts.map { alert -> [String: Any] in
            ["labels": "{alertname=\"\(alert)\"}", "value": 1]
        }
        let document: [String: Any] = [
            "rule_files": [rules.path], "evaluation_interval": "5m",
            "tests": [
                [
                    "interval": "1m",
                    "input_series": life.series.map { ["series": $0.key, "values": $0.value] },
                    "promql_expr_test": [
                        [
                            "expr": "group by (alertname) (ALERTS{alertstate=\"firing\"})",
                            "eval_time": "540m", "exp_samples": samples,
                        ]
                    ],
                ]
            ],
        ]
        return try await withTemporaryFolder { folder in
            let file = URL(filePath: folder).appendingPathComponent("tests.yaml")
            try JSONSerialization.data(withJSONObject: document, options: .withoutEscapingSlashes)
                .write(to: file)
            return try await Program.run(promtool, ["test", "rules", file.path])
        }
    }
}
