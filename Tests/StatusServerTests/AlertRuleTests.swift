import Foundation
import StatusServer
import TestSupport
import Testing
import UsageModel

/// The alert rules and the dashboard against series that the real exporter wrote.
@Suite(.enabled(if: Program.isNeeded("promtool")))
struct AlertRuleTests {
    /// Some hours of trouble after three hours of calm, and the alerts that fire then.
    struct Trouble: Sendable {
        let hours: Int
        let cycle: ExporterLife.Cycle
        var status = 200
        let alerts: [String]
    }

    private static let troubles: [Trouble] = [
        Trouble(hours: 27, cycle: .report(ExporterLife.calm), alerts: []),
        Trouble(
            hours: 1, cycle: .report(ExporterLife.one(.missing, overdue: true)),
            alerts: ["UsagectlOverdue"]),
        Trouble(
            hours: 1, cycle: .report(ExporterLife.one(.duplicate)),
            alerts: ["UsagectlDuplicateFile"]),
        Trouble(
            hours: 1, cycle: .report(ExporterLife.one(.rejected)),
            alerts: ["UsagectlFileRejected"]),
        Trouble(
            hours: 1, cycle: .report(ExporterLife.one(.invalid)), alerts: ["UsagectlFileInvalid"]),
        Trouble(
            hours: 1, cycle: .report(ExporterLife.one(.stuck)),
            alerts: ["UsagectlProcessingStuck"]),
        Trouble(
            hours: 4, cycle: .report(ExporterLife.one(.missing, reason: .firstFile)), alerts: []),
        Trouble(
            hours: 26, cycle: .report(ExporterLife.one(.missing, reason: .firstFile)),
            alerts: ["UsagectlHeldForAPerson"]),
        Trouble(hours: 4, cycle: .report(ExporterLife.unattributed), alerts: []),
        Trouble(
            hours: 26, cycle: .report(ExporterLife.unattributed),
            alerts: ["UsagectlUnattributedUsage"]),
        Trouble(hours: 26, cycle: .report(ExporterLife.acknowledged), alerts: []),
        Trouble(hours: 1, cycle: .report(ExporterLife.unproven), alerts: []),
        Trouble(
            hours: 4, cycle: .report(ExporterLife.unproven), alerts: ["UsagectlObservationTooOld"]),
        Trouble(hours: 2, cycle: .failure, alerts: ["UsagectlCyclesFail"]),
        Trouble(
            hours: 2, cycle: .report(ExporterLife.calm), status: 503,
            alerts: ["UsagectlConnectFails"]),
        Trouble(hours: 2, cycle: .report(ExporterLife.calm), status: 404, alerts: []),
    ]

    private static func lives() async throws -> [(life: ExporterLife, alerts: [String])] {
        var lives: [(ExporterLife, [String])] = []
        for trouble in troubles {
            var life = ExporterLife()
            try await life.live(hours: 3, .report(ExporterLife.calm))
            try await life.live(
                hours: trouble.hours, trouble.cycle, connectAnswers: trouble.status)
            lives.append((life, trouble.alerts))
        }
        var gone = ExporterLife()
        try await gone.live(hours: 3, .report(ExporterLife.calm))
        gone.vanish(hours: 1)
        lives.append((gone, ["UsagectlDown"]))
        var blind = ExporterLife()
        try await blind.live(hours: 2, .report(ExporterLife.unproven))
        lives.append((blind, ["UsagectlNeverProven"]))
        return lives
    }

    @Test func `each trouble fires its alert, and calm fires none`() async throws {
        var tests = RuleTests()
        let lives = try await Self.lives()
        for (life, alerts) in lives { tests.expect(alerts, at: life) }
        let answer = try await tests.run()
        #expect(answer.code == 0, "\(answer.text)")
        // Every rule has its life here.
        let rules = try String(contentsOf: RuleTests.rules, encoding: .utf8)
        let named = rules.split(separator: "\n").compactMap { line in
            line.firstRange(of: "- alert: ").map { String(line[$0.upperBound...]) }
        }
        #expect(Set(named) == Set(lives.flatMap(\.alerts)))
        // The check itself can fail.
        var wrong = RuleTests()
        wrong.expect(["UsagectlDown"], at: lives[0].life)
        #expect(try await wrong.run().code != 0)
    }

    @Test func `every alert says what is wrong and which page helps`() throws {
        let text = try String(contentsOf: RuleTests.rules, encoding: .utf8)
        for alert in text.components(separatedBy: "- alert: ").dropFirst() {
            for key in ["severity:", "summary: ", "description: ", "runbook: docs/operations.md#"] {
                #expect(alert.contains(key), "\(key) of \(alert.prefix(30))")
            }
        }
    }

    @Test func `every panel of the dashboard has an answer`() async throws {
        var life = ExporterLife()
        try await life.live(hours: 3, .report(SampleWorld.report))
        try await life.live(hours: 1, .report(SampleWorld.report), connectAnswers: 503)
        var tests = RuleTests()
        let expressions = try Self.expressions()
        #expect(expressions.count > 12)
        for expression in expressions {
            tests.expect(
                answerOf: expression.replacing("$__rate_interval", with: "30m")
                    .replacing("$instance", with: ".*"), at: life)
        }
        let answer = try await tests.run()
        #expect(answer.code == 0, "\(answer.text)")
    }

    @Test func `every metric has a place on the dashboard`() throws {
        let text = try Self.expressions().joined(separator: "\n")
        for name in MetricHelp.texts.keys { #expect(text.contains(name), "\(name)") }
    }

    private static func expressions() throws -> [String] {
        let file = RuleTests.folder.appendingPathComponent("dashboard.json")
        let board = try JSONDecoder().decode(Dashboard.self, from: Data(contentsOf: file))
        return board.panels.flatMap { $0.targets.map(\.expr) }
    }

    private struct Dashboard: Decodable {
        struct Panel: Decodable { let targets: [Target] }
        struct Target: Decodable { let expr: String }
        let panels: [Panel]
    }

    @Test func `promtool takes the rules and the example of a scrape`() async throws {
        let promtool = try #require(Program.find(["promtool"]))
        try await withTemporaryFolder { folder in
            for name in ["alerts.yaml", "scrape.yaml"] {
                try FileManager.default.copyItem(
                    atPath: RuleTests.folder.appendingPathComponent(name).path,
                    toPath: "\(folder)/\(name)")
            }
            // The token's file is looked for where the text says.
            try "0123456789abcdef".write(
                toFile: "\(folder)/status-token", atomically: true, encoding: .utf8)
            let scrape = try String(contentsOfFile: "\(folder)/scrape.yaml", encoding: .utf8)
            try scrape.replacing("/run/secrets/usagectl", with: folder)
                .write(toFile: "\(folder)/scrape.yaml", atomically: true, encoding: .utf8)
            let answer = try await Program.run(
                promtool, ["check", "config", "\(folder)/scrape.yaml"])
            #expect(answer.code == 0 && answer.text.contains("12 rules found"), "\(answer.text)")
        }
    }
}
