import Foundation
import Testing
import UsageModel
import UsagectlCommands
import YAMLDocument

/// What a server or a person's file may contain reaches no terminal, browser or spreadsheet as an
/// order.
@Suite struct RenderingSafetyTests {
    static let texts = [
        "\u{1B}]0;title\u{7}\u{1B}[31mred", "two\nlines\r\nthree", "\u{9B}31m", "left\u{202E}right",
        "<script>alert('x')</script>", "\" onload=\"x", "a|b`c``d", "=HYPERLINK(\"x\")", "+1+1",
        "-2+3", "@SUM(A1)", "\tx", "2026-10", "null", "Yes", "1e3", "0x1F", ": #", "- a",
        "\u{2028}",
        "", " ", "a: b", "'", "\u{FFFE}", "emoji 👩‍👩‍👧 and e\u{301}",
    ]

    @Test(arguments: texts, [OutputFormat.table, .markdown, .csv, .html])
    func `no control character of a server is printed`(text: String, format: OutputFormat) throws {
        let hostile = RenderingReports.hostile(text)
        let printed = try ReportRenderer().render(hostile, as: format)
        let plain = try ReportRenderer().render(RenderingReports.hostile("harmless"), as: format)
        let lines = printed.replacing("\r\n", with: "\n").unicodeScalars
        #expect(!lines.contains { $0 != "\n" && PrintableText.isHidden($0) })
        if format != .table {
            let expected = plain.split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(
                printed.split(separator: "\n", omittingEmptySubsequences: false).count == expected)
        }
    }

    @Test(arguments: texts) func `a page holds no markup of a server`(text: String) throws {
        let page = try ReportRenderer().render(RenderingReports.hostile(text), as: .html)
        let plain = try ReportRenderer().render(RenderingReports.hostile("harmless"), as: .html)
        #expect(!page.contains("<script"))
        // Empty names are left out, with the element around them.
        if !text.isEmpty { #expect(page.count { $0 == "<" } == plain.count { $0 == "<" }) }
        if !text.isEmpty { #expect(page.count { $0 == "\"" } == plain.count { $0 == "\"" }) }
    }

    @Test(arguments: OutputFormat.allCases)
    func `an unproven observation is never called in sync`(format: OutputFormat) throws {
        let text = try ReportRenderer().render(RenderingReports.unproven, as: format)
        #expect(!text.contains("everything is in sync") && !text.contains("in sync:"))
    }

    @Test(arguments: ["=1+1", "+1+1", "-2+3", "@SUM(A1)", "\tx", "\rx", "＝1"])
    func `no field of the CSV begins like a formula`(text: String) throws {
        let csv = try ReportRenderer().render(RenderingReports.hostile(text), as: .csv)
        let row = try #require(csv.split(separator: "\r\n").last)
        #expect(row.hasPrefix("'") || row.hasPrefix("\"'"))
    }

    @Test func `a negative amount stays a number in the CSV`() throws {
        let csv = try ReportRenderer().render(RenderingReports.drift, as: .csv)
        #expect(csv.contains(",-3.25,EUR,"))
    }

    @Test(arguments: texts) func `JSON reads back as the same report`(text: String) throws {
        let report = RenderingReports.hostile(text)
        let json = try ReportRenderer().render(report, as: .json)
        #expect(try JSONDecoder().decode(DriftReport.self, from: Data(json.utf8)) == report)
        #expect(!json.unicodeScalars.contains { $0 != "\n" && PrintableText.isHidden($0) })
    }

    @Test(arguments: texts) func `YAML reads back as the same report`(text: String) throws {
        let report = RenderingReports.hostile(text)
        let yaml = try ReportRenderer().render(report, as: .yaml)
        let file = YAMLFile(file: "report.yaml", text: yaml)
        #expect(file.diagnostics.map(\.message) == [])
        let json = Self.json(of: try #require(file.documents.first))
        #expect(try JSONDecoder().decode(DriftReport.self, from: Data(json.compact.utf8)) == report)
    }

    /// The JSON of a document by YAML 1.1's rules for plain scalars, as far as a report needs them.
    private static func json(of node: YAMLNode) -> JSONValue {
        switch node.content {
        case .scalar(let text, let isPlain):
            guard isPlain else { return .string(text) }
            if node.isNull { return .null }
            let isBoolean = ["true", "yes", "on", "y", "false", "no", "off", "n"].contains(
                text.lowercased())
            if isBoolean { return .bool(text == "true") }
            return text.first?.isNumber == true ? .number(text) : .string(text)
        case .sequence(let items): return .array(items.map(json))
        case .mapping(let entries):
            return .object(entries.map { JSONValue.Member($0.key, json(of: $0.value)) })
        }
    }
}
