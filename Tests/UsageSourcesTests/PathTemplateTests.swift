import TestSupport
import Testing
import UsageModel

@testable import UsageSources

/// Which files a path with globs and placeholders finds.
struct PathTemplateTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in [
            "2026-10.csv", "2026-11.csv", "a/P1-2026-10.csv", "a/b/P1-2026-10.csv", ".2026-10.csv",
            "a/.hidden/P1-2026-10.csv", "usage[1].csv", "é1.csv",
        ] {
            try folder.write(name, "")
        }
    }

    @Test(arguments: [
        ("{month}.csv", ["2026-10.csv"]),
        ("*.csv", ["2026-10.csv", "2026-11.csv", "usage[1].csv", "é1.csv"]),
        ("2026-1[01].csv", ["2026-10.csv", "2026-11.csv"]), ("2026-1[!0].csv", ["2026-11.csv"]),
        ("2026-1[1-9].csv", ["2026-11.csv"]), ("2026-1?.csv", ["2026-10.csv", "2026-11.csv"]),
        ("?1.csv", ["é1.csv"]), ("usage[[]1].csv", ["usage[1].csv"]),
        ("*/{product}-{month}.csv", ["a/P1-2026-10.csv"]),
        ("**/{product}-*.csv", ["a/P1-2026-10.csv", "a/b/P1-2026-10.csv"]),
        ("**/{month}.csv", ["2026-10.csv"]), (".2026*.csv", [".2026-10.csv"]),
        ("a/.*/*.csv", ["a/.hidden/P1-2026-10.csv"]), ("none/*.csv", []), ("a", []), ("*x*", []),
        ("*2*0*.csv", ["2026-10.csv", "2026-11.csv"]), ("2026-10.csv/x", []),
    ])
    func `a path finds its files`(path: String, expected: [String]) throws {
        let template = try PathTemplate(folder.file(path))
        let pattern = try #require(
            template.pattern(month: BillingMonth(index: 2026 * 12 + 9), product: "P1"))
        let found = try pattern.files().map { String($0.dropFirst(folder.path.count + 1)) }
        #expect(found == expected.sorted())
    }

    @Test(arguments: [
        ("usage.csv", "the path 'usage.csv' is not absolute"),
        ("/a/", "the path '/a/' names a folder; name its files, with '*.csv' for instance"),
        (
            "/a/{year}.csv",
            "the path '/a/{year}.csv' has '{year}'; only {month} and {product} are filled in"
        ),
        ("/a/{month.csv", "the path '/a/{month.csv' has a '{' that is not closed"),
        (
            "/a/[a.csv",
            "the path '/a/[a.csv' has a '[' that is not closed, or a range that runs backwards"
        ),
        (
            "/a/[z-a].csv",
            "the path '/a/[z-a].csv' has a '[' that is not closed, or a range that runs backwards"
        ),
        ("/a/../b.csv", "the path '/a/../b.csv' has '..' in it; write the path without"),
    ])
    func `a path that cannot be used is refused`(path: String, message: String) {
        let error = #expect(throws: SourceConfigurationError.self) { try PathTemplate(path) }
        #expect(error?.description == message)
    }

    @Test(arguments: [
        (["quantty": "q"], "'fields' has no column 'quantty'; did you mean 'quantity'?"),
        (["hello": "q"], "'fields' has no column 'hello'"),
        (["amount": "tier"], "'fields' gives the name 'tier' to two columns"),
    ])
    func `names that cannot be mapped are refused`(fields: [String: String], message: String) {
        let error = #expect(throws: SourceConfigurationError.self) {
            try FilesSource(
                FilesSourceConfiguration(
                    name: "n", pathTemplate: "/a.csv", mapping: RowMapping(fields: fields)))
        }
        #expect(error?.description == message)
    }

    @Test
    func `the month of the file needs a month in the path`() {
        #expect(throws: SourceConfigurationError.monthFromFileWithoutMonth(path: "/a.csv")) {
            try FilesSource(
                FilesSourceConfiguration(
                    name: "n", pathTemplate: "/a.csv", mapping: RowMapping(monthFrom: .file)))
        }
    }
}
