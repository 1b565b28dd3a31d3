import Foundation
import TestSupport
import Testing
import UsageModel
import UsageSources
import YAMLDocument

@testable import Controller

/// How sources are written in a configuration, and what is said of mistakes in them.
struct SourceConfigurationTests {
    private func load(_ source: String) throws -> LoadedConfiguration {
        let lines = source.split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
        return try ConfigurationLoader.load(
            spec: """
                  sources:
                    - name: metering
                      type: files
                      path: usage/*.csv
                \(lines)
                """
        ).loaded
    }

    @Test
    func `every key of a mapping is read`() throws {
        let loaded = try load(
            """
            sheet: Lines
            recordsAt: data.items
            ignoreCase: true
            timeFormat: M/d/yyyy
            numbers: {decimal: ",", grouping: "."}
            fields:
              item_mpn: "{a}:{b}"
              quantity: {value: 1}
              start_time_utc: {column: Day, format: yyyy-MM-dd}
              amount: {column: Total, multiplyBy: 1.5, margin: 2.5%, digits: 3, rounding: down, default: 0}
              v.term: Term
            where:
              - {column: a, in: [x, 1]}
              - {column: b, notIn: [y]}
              - {column: c, equals: 7}
              - {column: d, empty: false}
            group: [subscription_id, v.term]
            rename: {names: {a: b}, file: names.csv, otherwise: refuse}
            clip: true
            onBadRow: quarantine
            monthFrom: end
            complete: {marker: done, files: 3, unchangedFor: 2h, attested: {column: e, equals: final}}
            expectedBy: 4d
            """)
        #expect(loaded.diagnostics.map(\.description) == [])
        guard case .files(let files)? = loaded.controller?.sources.first else {
            Issue.record("it is no files source")
            return
        }
        var expected = RowMapping(
            fields: ["item_mpn": "{a}:{b}", "v.term": "Term"], monthFrom: .end)
        expected.fields["quantity"] = FieldRule(.constant("1"))
        expected.fields["start_time_utc"] = FieldRule("Day")
        expected.fields["start_time_utc"]?.format = TimeFormat("yyyy-MM-dd")
        expected.fields["amount"] = FieldRule("Total")
        expected.fields["amount"]?.otherwise = "0"
        expected.fields["amount"]?.arithmetic = Arithmetic(
            factor: ExactDecimal(coefficient: 15, scale: 1),
            margin: ExactDecimal(coefficient: 25, scale: 3), digits: 3, rounding: .down)
        expected.ignoresCase = true
        expected.times = TimeFormat("M/d/yyyy")
        expected.numbers = NumberFormat(decimal: UInt8(ascii: ","), grouping: UInt8(ascii: "."))
        expected.filters = [
            RowCondition("a", .isOneOf(["x", "1"])), RowCondition("b", .isNoneOf(["y"])),
            RowCondition("c", .isOneOf(["7"])), RowCondition("d", .isNotEmpty),
        ]
        expected.grouping = ["subscription_id", "v.term"]
        expected.renames = RenameRule(
            names: ["a": "b"], file: files.mapping.renames?.file, otherwise: .refuse)
        expected.clips = true
        expected.badRows = .quarantine
        expected.attested = RowCondition("e", .isOneOf(["final"]))
        #expect(files.mapping == expected)
        #expect(files.mapping.renames?.file?.hasSuffix("/names.csv") == true)
        #expect(files.sheet == "Lines")
        #expect(files.recordsAt == "data.items")
        #expect(files.completeness.marker?.hasSuffix("/done") == true)
        #expect(files.completeness.count == 3)
        #expect(files.completeness.unchangedFor == .seconds(7200))
        #expect(files.expectedBy == .seconds(4 * 86_400))
    }

    @Test(arguments: ["/", "/etc", "/etc/usagectl"])
    func `a command runs in the configuration's folder`(folder: String) throws {
        let file = YAMLFile(
            file: "f", text: "{type: command, name: m, command: [x], format: csv}\n")
        var reader = SchemaReader(file.source)
        let root = try #require(file.documents.first)
        let value = try #require(SourceDefinition.command.read(root, &reader))
        let configuration = CommandSourceConfiguration(value, name: "m", RowMapping()) { path in
            ControllerConfiguration.absolute(path, in: folder)
        }
        #expect(configuration?.folder == folder)
    }

    @Test
    func `a list of expected files is read as paths`() throws {
        let loaded = try load("complete: {files: [a-*.csv, b.csv]}")
        guard case .files(let files)? = loaded.controller?.sources.first else {
            Issue.record("it is no files source")
            return
        }
        #expect(
            files.completeness.files.map { $0.split(separator: "/").last } == ["a-*.csv", "b.csv"])
        #expect(files.completeness.count == nil)
    }

    @Test(arguments: [
        ("fields: {quantty: a}", "no field 'quantty' in 'spec.sources.fields'", "quantity"),
        ("feilds: {quantity: a}", "unknown key 'feilds' in 'spec.sources'", "fields"),
        (
            "fields: {amount: {colum: a}}", "unknown key 'colum' in 'spec.sources.fields.amount'",
            "column"
        ),
        (
            "fields: {amount: {column: a, value: 1}}",
            "'spec.sources.fields.amount' must have exactly one of 'column', 'template' and 'value'",
            nil
        ),
        (
            "fields: {amount: {column: a, margin: 10%}}",
            "'spec.sources.fields.amount' divides by a margin and must say how many 'digits' are kept",
            nil
        ),
        (
            "fields: {amount: {column: a, margin: 100%, digits: 2}}",
            "'spec.sources.fields.amount' has a margin of 100%, expected less", nil
        ),
        (
            "where: [{column: a}]",
            "'spec.sources.where' must have exactly one of 'equals', 'in', 'notIn' and 'empty'", nil
        ),
        ("where: [{column: a, equls: b}]", "unknown key 'equls' in 'spec.sources.where'", "equals"),
        (
            "timeFormat: d.M.",
            "'spec.sources.timeFormat' must be a way of writing times such as "
                + "M/d/yyyy, or unix or unixMilliseconds, found 'd.M.'", nil
        ),
        (
            "numbers: {decimal: \",\", grouping: \",\"}",
            "'spec.sources.numbers' has ',' for both the fraction and the groups", nil
        ),
        (
            "onBadRow: drop",
            "'spec.sources.onBadRow' must be 'hold' or 'quarantine', found 'drop'", nil
        ),
        ("rename: {}", "'spec.sources.rename' lacks 'names' or 'file'", nil),
        (
            "fields: {item_mpn: \"{a\"}",
            "the template '{a' of 'item_mpn' has a brace without its "
                + "partner; a column's name stands in braces, and a brace itself is doubled", nil
        ),
        (
            "monthFrom: file", "'monthFrom: file' needs '{month}' in the path, and '", nil
        ),
        (
            "group: [item]",
            "'spec.sources.group' must be one of our fields such as item_mpn, found 'item'", nil
        ),
    ])
    func `a mistake is told with its place and the nearest word`(
        source: String, message: String, suggestion: String?
    ) throws {
        let loaded = try load(source)
        let found = try #require(
            loaded.diagnostics.first { $0.message.hasPrefix(message) }, "\(loaded.diagnostics)")
        #expect(found.suggestion == suggestion)
        #expect(found.line >= 6)
        #expect(loaded.controller == nil || !loaded.isValid)
    }

    @Test(arguments: [
        "type: http\nurl: https://h.example/{month}",
        "type: command\ncommand: [x]\nformat: csv",
        "type: postgres\ndsn: dbname=x\nquery: SELECT :month",
    ])
    func `a source that is asked is complete by its rows`(own: String) throws {
        func load(_ complete: String) throws -> LoadedConfiguration {
            let lines = ["name: metering", own, "complete: \(complete)"].joined(separator: "\n")
                .split(separator: "\n").map { "      \($0)" }.joined(separator: "\n")
            return try ConfigurationLoader.load(
                spec: "  sources:\n    - " + lines.drop { $0 == " " }
            ).loaded
        }
        let loaded = try load("{attested: {column: state, equals: final}}")
        #expect(loaded.diagnostics.map(\.description) == [])
        #expect(
            loaded.controller?.sources.first?.mapping.attested
                == RowCondition("state", .isOneOf(["final"])))
        for complete in ["{}", "{marker: x}", "{attested: {column: state}}"] {
            #expect(try !load(complete).diagnostics.isEmpty, "\(complete)")
        }
        let member = try load("{field: meta.final}")
        guard own.contains("http") else {
            #expect(!member.diagnostics.isEmpty)
            return
        }
        guard case .http(let http)? = member.controller?.sources.first else {
            Issue.record("\(member.diagnostics)")
            return
        }
        #expect(http.complete == .init(field: "meta.final", value: "true"))
        #expect(http.mapping.attested == nil)
    }

    @Test func `the size of a page is read for every kind that has one`() throws {
        for by in ["cursor", "link"] {
            let cursor = by == "cursor" ? "&c={cursor}" : ""
            let loaded = try ConfigurationLoader.load(
                spec: """
                      sources:
                        - name: metering
                          type: http
                          url: https://h.example/?m={month}\(cursor)
                          pagination: {by: \(by), field: next, size: 50}
                    """
            ).loaded
            guard case .http(let http)? = loaded.controller?.sources.first else {
                Issue.record("\(loaded.diagnostics)")
                return
            }
            #expect(
                http.pagination
                    == (by == "cursor"
                        ? .cursor(field: "next", total: nil, size: 50)
                        : .link(field: "next", total: nil, size: 50)))
        }
    }
}
