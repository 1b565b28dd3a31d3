import Foundation
import TestSupport
import Testing
import UsageModel
import UsagectlCommands

/// Each form against a text that a person has read.
@Suite struct RenderingGoldenTests {
    @Test(arguments: OutputFormat.allCases)
    func `a diff with every section reads as recorded`(format: OutputFormat) throws {
        try expect(RenderingReports.drift, format, golden: "drift.\(format.rawValue)")
    }

    @Test(arguments: [OutputFormat.table, .markdown, .html])
    func `a reconcile shows what was achieved and an unbalanced sum`(format: OutputFormat) throws {
        try expect(RenderingReports.reconciled, format, golden: "reconciled.\(format.rawValue)")
    }

    @Test(arguments: [40, 80, 160])
    func `the table fits terminals of every width`(width: Int) throws {
        let style = RenderingStyle(width: width)
        try expect(RenderingReports.drift, .table, style, golden: "drift-\(width).table")
    }

    @Test func `the table in colour lists every cell when asked`() throws {
        let style = RenderingStyle(color: true, width: 160, showsAll: true)
        try expect(RenderingReports.drift, .table, style, golden: "drift-all-color.table")
    }

    @Test func `an unproven observation says so first`() throws {
        try expect(RenderingReports.unproven, .table, golden: "unproven.table")
    }

    @Test func `a report in sync is quiet`() throws {
        try expect(RenderingReports.calm, .table, golden: "calm.table")
        let text = try ReportRenderer().render(RenderingReports.calm, as: .table)
        #expect(text.split(separator: "\n").count <= 4)
    }

    /// Compares with a golden file; a missing one is written, and the test fails so that it is
    /// read.
    private func expect(
        _ report: DriftReport, _ format: OutputFormat, _ style: RenderingStyle = RenderingStyle(),
        golden name: String
    ) throws {
        let text = try ReportRenderer(style: style).render(report, as: format)
        let file = PackageFolder.root
            .appending(path: "Tests/UsagectlCommandsTests/Golden").appending(path: name)
        guard let golden = try? Data(contentsOf: file) else {
            try Data(text.utf8).write(to: file)
            Issue.record("the golden file '\(name)' was missing and is written; read and keep it")
            return
        }
        #expect(text == String(decoding: golden, as: UTF8.self), "differs from '\(name)'")
    }
}
