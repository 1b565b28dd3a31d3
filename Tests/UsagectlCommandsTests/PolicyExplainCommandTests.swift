import ArgumentParser
import Foundation
import Policy
import Testing
import UsagectlCommands

struct PolicyExplainCommandTests {
    static let cell = "CRD-12345-1/PRD-100-000-000/2026-05"

    private let files = [
        "policies/defaults.yaml": PolicyFolder.policy(
            "defaults", "months: {since: 2026-01}", "limits: {ratioToMedian: 7.5}"),
        "policies/emea.yaml": PolicyFolder.policy(
            "emea-by-hand", "match: {contracts: [CRD-12345-*]}", "submit: manual",
            "reason: signed by hand", "until: 2027-01-31"),
        "policies/other.yaml": PolicyFolder.policy(
            "other", "match: {providers: [PA-000-001]}", "submit: manual"),
    ]

    private func explain(
        _ files: [String: String], _ arguments: String...
    ) async throws -> PolicyAnswer {
        try await PolicyFolder.with(files) { folder in
            let all = folder.configuration + ["--as-of", "2026-11-02T06:00:00Z"] + arguments
            var answer = try await PolicyExplainCommand.parse(all + [Self.cell])
                .answer(environment: [:])
            answer.complaints = folder.short(answer.complaints)
            return answer
        }
    }

    private func object(_ answer: PolicyAnswer) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(answer.output.utf8))
        return try #require(value as? [String: Any])
    }

    @Test func `json has the documented keys and every field`() async throws {
        let document = try object(await explain(files, "-o", "json"))
        #expect(
            document.keys.sorted() == ["cell", "conflicts", "fields", "matched", "notMatched"])
        #expect(
            document["cell"] as? [String: String]
                == ["contract": "CRD-12345-1", "product": "PRD-100-000-000", "month": "2026-05"])
        let fields = try #require(document["fields"] as? [[String: Any]])
        #expect(fields.compactMap { $0["name"] as? String } == PolicyField.allCases.map(\.rawValue))
        #expect(fields.allSatisfy { $0.keys.sorted() == ["name", "origin", "value"] })
        let origins = fields.compactMap { $0["origin"] as? String }
        #expect(origins.count == fields.count)
        #expect(
            Set(origins).subtracting(["built in"]).sorted() == [
                "policies/defaults.yaml:5:12", "policies/defaults.yaml:6:12",
                "policies/emea.yaml:6:3",
            ])
        #expect(document["matched"] as? [String] == ["emea-by-hand", "defaults"])
        #expect(
            document["notMatched"] as? [[String: String]] == [
                [
                    "policy": "other",
                    "because": "providers [PA-000-001] does not take a cell without one",
                ]
            ])
        #expect((document["conflicts"] as? [Any])?.isEmpty == true)
    }

    @Test func `the table shows value and origin, and says what was not asked`() async throws {
        let answer = try await explain(files)
        let lines = answer.output.split(separator: "\n").map(String.init)
        #expect(lines.first == "contract     CRD-12345-1")
        #expect(lines.contains("policies     emea-by-hand, defaults (most specific first)"))
        let submit = lines.first { $0.hasPrefix("submit ") }
        #expect(submit?.split(separator: " ") == ["submit", "manual", "policies/emea.yaml:6:3"])
        let source = lines.first { $0.hasPrefix("source ") }
        #expect(source?.split(separator: " ") == ["source", "not", "set", "built", "in"])
        #expect(
            lines.last == "other        providers [PA-000-001] does not take a cell without one")
        #expect(
            answer.complaints
                == "note: provider, marketplace, schema and kind are taken as unknown, "
                + "since no API key is configured\n")
        #expect(answer.code == 0)
    }

    @Test func `offline says so`() async throws {
        #expect(
            try await explain(files, "--offline").complaints
                == "note: provider, marketplace, schema and kind are taken as unknown (--offline)\n"
        )
    }

    @Test func `yaml has the order of the json and exact numbers`() async throws {
        let lines = try await explain(files, "-o", "yaml").output.split(separator: "\n")
        #expect(
            lines.prefix(8) == [
                "cell:", "  contract: CRD-12345-1", "  product: PRD-100-000-000",
                "  month: \"2026-05\"", "fields:", "  - name: months.since",
                "    value: \"2026-01\"",
                "    origin: policies/defaults.yaml:5:12",
            ])
        #expect(lines.contains("    value: 7.5"))
        #expect(lines.last == "conflicts: []")
    }

    @Test func `a conflict names both places in the table and in json`() async throws {
        var both = files
        both["policies/second.yaml"] = PolicyFolder.policy(
            "second", "match: {contracts: [CRD-*]}", "submit: automatic")
        let answer = try await explain(both)
        #expect(
            answer.output.hasSuffix(
                "conflict: 'policies/emea.yaml:6:3' and 'policies/second.yaml:6:3' have equal "
                    + "rank and "
                    + "set 'submit' differently, which holds the cell; make one of them more "
                    + "specific\n"
            ))
        let conflicts = try object(await explain(both, "-o", "json"))["conflicts"]
        #expect(
            conflicts as? [[String: String]] == [
                [
                    "field": "submit", "first": "policies/emea.yaml:6:3",
                    "second": "policies/second.yaml:6:3",
                ]
            ])
    }

    @Test func `a protection that has ended is named with its place`() async throws {
        var old = files
        old["policies/emea.yaml"] = files["policies/emea.yaml"]?
            .replacing("2027-01-31", with: "2026-11-01")
        #expect(
            try await explain(old).output.hasSuffix(
                "expired: 'emea-by-hand' protected this cell until 2026-11-01, so the cell is "
                    + "held; "
                    + "renew or remove it (policies/emea.yaml:8:3)\n"))
        let expired = try object(await explain(old, "-o", "json"))["expired"]
        #expect(
            expired as? [[String: String]] == [
                [
                    "policy": "emea-by-hand", "until": "2026-11-01",
                    "origin": "policies/emea.yaml:8:3",
                ]
            ])
    }

    @Test func `a wrong policy is told instead of explained`() async throws {
        let wrong = ["policies/a.yaml": PolicyFolder.policy("a", "months: {sinc: 2026-01}")]
        let answer = try await explain(wrong)
        #expect(answer.output == "")
        #expect(answer.code == 64)
        #expect(
            answer.complaints == """
                policies/a.yaml:5:12: error: unknown key 'sinc' in 'spec.months'; did you mean 'since'?
                  months: {sinc: 2026-01}
                           ^

                """)
    }

    @Test(arguments: ["CRD-1/PRD-1", "CRD-1/PRD-1/2026-13", ""])
    func `what is no cell is a usage error`(text: String) {
        #expect(throws: (any Error).self) { try PolicyExplainCommand.parse([text]) }
    }
}
