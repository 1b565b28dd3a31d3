import Foundation
import TestSupport
import Testing
import UsageModel

@Suite("The drift report as JSON")
struct DriftReportTests {
    private static var report: DriftReport {
        var report = DriftReport(
            id: "01J", command: "reconcile", asOf: instant("2026-11-02T06:00:00Z"),
            endpoint: "https://connect.example/public/v1", identity: "production",
            observation: ReportObservation(complete: true, requests: 7))
        report.cells = [
            CellReport(
                cell: ObservedWorld.cell("2026-10", contract: "CRD-1", product: "PRD-1"),
                state: .missing,
                due: day("2026-11-08"),
                files: [FileReport(id: "UF-1", status: .draft, externalId: nil, owner: .mine)],
                usage: UsageReport(answer: .records, records: 8, quantity: decimal("412.50")),
                decision: Decision(verb: .none, steps: [.create], reason: .noFile, message: "m"),
                outcome: Outcome(result: .submitted))
        ]
        return report
    }

    private static func json(_ report: DriftReport) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }

    /// One line of the golden text for each object, in the order of sorted keys.
    private static let golden = [
        #"{"asOf":"2026-11-02T06:00:00Z","cells":[{"acknowledged":false,"contract":"CRD-1","#,
        #""contractName":null,"decision":{"message":"m","next":null,"reason":"missing.noFile","#,
        #""steps":["create"],"verb":"none"},"due":"2026-11-08","files":[{"externalId":null,"#,
        #""id":"UF-1","owner":"self","status":"draft"}],"month":"2026-10","notes":[],"#,
        #""outcome":{"error":null,"fileId":null,"result":"submitted"},"overdue":false,"#,
        #""owed":true,"policy":[],"product":"PRD-1","productName":null,"provider":null,"#,
        #""state":"missing","#,
        #""usage":{"amount":null,"answer":"records","currency":null,"digest":null,"#,
        #""lastAmount":null,"lastQuantity":null,"quantity":"412.5","records":8}}],"#,
        #""command":"reconcile","#,
        #""conservation":{"balanced":true,"delivered":0,"held":0,"inFiles":0,"unattributed":0},"#,
        #""endpoint":"https://connect.example/public/v1","errors":[],"findings":[],"id":"01J","#,
        #""identity":"production","kind":"DriftReport","ledger":null,"months":null,"#,
        #""observation":{"complete":true,"contracts":0,"files":0,"listings":0,"problems":[],"#,
        #""products":0,"requests":7},"schemaVersion":1,"#,
        #""summary":{"actionable":0,"byState":{},"drifted":0,"held":0,"inSync":0,"#,
        #""obligations":0,"overdue":0,"waiting":0},"unattributed":[]}"#,
    ].joined()

    @Test func `every key is there, and what has no value is null`() throws {
        let text = try Self.json(Self.report)
        #expect(text == Self.golden)
    }

    @Test func `only a reconcile's report has outcomes`() throws {
        var report = Self.report
        report.cells[0].outcome = nil
        #expect(try !Self.json(report).contains("\"outcome\""))
    }

    @Test func `it is read back`() throws {
        var report = Self.report
        report.months = ReportMonths(from: month("2026-09"), to: month("2026-10"))
        report.unattributed = [
            UnattributedUsage(
                product: "PRD-1", month: month("2026-10"), records: 3, reason: .subscriptionUnknown,
                examples: ["AS-1"])
        ]
        report.findings = [Finding(code: "c", message: "m", subject: "s", next: "n")]
        report.conservation = Conservation(delivered: 3, inFiles: 1, held: 1, unattributed: 1)
        report.summary.byState = ["missing": 1]
        for example in [report, Self.report] {
            let data = Data(try Self.json(example).utf8)
            #expect(try JSONDecoder().decode(DriftReport.self, from: data) == example)
        }
    }

    @Test(arguments: [(3, 1, 1, 1, true), (3, 1, 1, 0, false), (0, 0, 0, 0, true)])
    func `the balance is computed and not believed`(
        delivered: Int, inFiles: Int, held: Int, unattributed: Int, isBalanced: Bool
    ) {
        let conservation = Conservation(
            delivered: delivered, inFiles: inFiles, held: held, unattributed: unattributed)
        #expect(conservation.balanced == isBalanced)
    }
}
