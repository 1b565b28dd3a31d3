import Foundation
import Policy
import TestSupport
import Testing
import UsageModel

/// The reference pages against the code. Where a table differs, `USAGECTL_WRITE_DOCS=1` on the same
/// test writes it anew.
struct ReferencePageTests {
    /// What stands between the marks of a table; written anew where the environment asks for it.
    private func expectTable(_ name: String, on page: String, is expected: String) throws {
        let file = PackageFolder.root.appendingPathComponent(page)
        let text = try String(contentsOf: file, encoding: .utf8)
        let begin = try #require(text.firstRange(of: "<!-- begin \(name) -->\n"), "\(page)")
        let end = try #require(text.firstRange(of: "\n<!-- end \(name) -->"), "\(page)")
        if ProcessInfo.processInfo.environment["USAGECTL_WRITE_DOCS"] == "1" {
            let whole = text[..<begin.upperBound] + expected + text[end.lowerBound...]
            try String(whole).write(to: file, atomically: true, encoding: .utf8)
            return
        }
        #expect(
            text[begin.upperBound..<end.lowerBound] == expected[...],
            "\(page): run this test with USAGECTL_WRITE_DOCS=1")
    }

    @Test func `the page of reasons has every code with its meaning and its remedy`() throws {
        try expectTable("reasons", on: "docs/reasons.md", is: ReferenceTables.reasons)
    }

    @Test func `the page of the configuration has every field with its default`() async throws {
        try expectTable(
            "fields", on: "docs/configuration.md",
            is: try await ReferenceTables.fields(of: "Controller"))
    }

    @Test func `the page of policies has every field with its default`() async throws {
        try expectTable(
            "fields", on: "docs/policies.md",
            is: try await ReferenceTables.fields(of: "UsagePolicy"))
    }

    @Test func `the page of reasons names every state and every kind of unattributed usage`() throws
    {
        let text = try DocumentPages.text("docs/reasons.md")
        for state in CellState.allCases { #expect(text.contains("| `\(state.rawValue)` |")) }
        for reason in UnattributedReason.allCases {
            #expect(text.contains("| `\(reason.rawValue)` |"), "\(reason)")
        }
    }
}
