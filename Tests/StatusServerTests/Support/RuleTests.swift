import Foundation
import TestSupport
import Testing

/// The rules' own tests, written for `promtool test rules` and run by it.
struct RuleTests {
    static let folder = PackageFolder.root.appendingPathComponent("manifests/kubernetes/monitoring")
    static let rules = folder.appendingPathComponent("alerts.yaml")

    private var tests: [[String: Any]] = []

    /// Expects exactly these alerts to fire at the end of a life.
    mutating func expect(_ alerts: [String], at life: ExporterLife) {
        add(
            life, "group by (alertname) (ALERTS{alertstate=\"firing\"})",
            samples: alerts.map { "{alertname=\"\($0)\"}" })
    }

    /// Expects an expression to have an answer at the end of a life.
    mutating func expect(answerOf expression: String, at life: ExporterLife) {
        add(life, "count(\(expression)) > bool 0", samples: ["{}"])
    }

    private mutating func add(_ life: ExporterLife, _ expression: String, samples: [String]) {
        let minutes = (life.series.scrapes - 1) * ScrapedSeries.interval
        tests.append([
            "interval": "\(ScrapedSeries.interval)m", "input_series": life.series.input,
            "promql_expr_test": [
                [
                    "expr": expression, "eval_time": "\(minutes)m",
                    "exp_samples": samples.map { ["labels": $0, "value": 1] as [String: Any] },
                ]
            ],
        ])
    }

    /// Runs all of them; the text is what promtool says.
    func run() async throws -> (code: Int32, text: String) {
        let promtool = try #require(Program.find(["promtool"]))
        return try await withTemporaryFolder { folder in
            // JSON is YAML but for its escaped slashes.
            let document: [String: Any] = [
                "rule_files": [Self.rules.path], "evaluation_interval": "5m", "tests": tests,
            ]
            let file = URL(filePath: folder).appendingPathComponent("tests.yaml")
            try JSONSerialization.data(withJSONObject: document, options: .withoutEscapingSlashes)
                .write(to: file)
            return try await Program.run(promtool, ["test", "rules", file.path])
        }
    }
}
