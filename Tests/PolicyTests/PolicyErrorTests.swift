import Policy
import Testing
import YAMLDocument

/// What a person reads for each kind of mistake, word for word; the source lines are left out.
struct PolicyErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var spec: String
        var expected: [String]
        var testDescription: String { spec }

        init(_ spec: String, _ expected: String...) {
            self.spec = spec
            self.expected = expected
        }
    }

    static let cases = [
        Case(
            "months: {sinc: 2026-01}",
            "p.yaml:5:12: error: unknown key 'sinc' in 'spec.months'; did you mean 'since'?"),
        Case(
            "submti: manual",
            "p.yaml:5:3: error: unknown key 'submti' in 'spec'; did you mean 'submit'?"),
        Case(
            "match: {contract: [CRD-1]}",
            "p.yaml:5:11: error: unknown key 'contract' in 'spec.match'; did you mean 'contracts'?"),
        Case(
            "match: {contracts: CRD-1}",
            "p.yaml:5:22: error: 'spec.match.contracts' must be a list that is not empty, found "
                + "'CRD-1'; did you mean '[CRD-1]'?"),
        Case(
            "match: {contracts: []}",
            "p.yaml:5:22: error: 'spec.match.contracts' must be a list that is not empty, found "
                + "a list"
        ),
        Case("match:", "p.yaml:5:9: error: 'spec.match' must be a mapping, found nothing"),
        Case(
            "match: {schemas: [QX]}",
            "p.yaml:5:21: error: 'spec.match.schemas' must be 'QT' or 'PR' or 'CR' or 'TR', found "
                + "'QX'; did you mean 'QT'?"),
        Case(
            "match: {kinds: [prodution]}",
            "p.yaml:5:19: error: 'spec.match.kinds' must be 'production' or 'test', found "
                + "'prodution'; did you mean 'production'?"),
        Case(
            "match: {months: [2026-06..2026-03]}",
            "p.yaml:5:20: error: 'spec.match.months' must be a month such as 2026-10 or months "
                + "such "
                + "as 2026-03..2026-06, found '2026-06..2026-03'"),
        Case(
            "match: {products: ['a b']}",
            "p.yaml:5:22: error: 'spec.match.products' must be an id or a glob, found the text "
                + "'a b'"
        ),
        Case(
            "months: {since: 2026-13}",
            "p.yaml:5:19: error: 'spec.months.since' must be a month such as 2026-10, found "
                + "'2026-13'"
        ),
        Case(
            "months: {since: 2026-05, until: 2026-04}",
            "p.yaml:5:35: error: 'spec.months.until' must not be before 'since', which is 2026-05"),
        Case(
            "months: {timeZone: Europe/Berln}",
            "p.yaml:5:22: error: 'spec.months.timeZone' must be an IANA time zone such as "
                + "Europe/Berlin, found 'Europe/Berln'; did you mean 'Europe/Berlin'?"),
        Case(
            "months: {closeDelay: 3 days}",
            "p.yaml:5:24: error: 'spec.months.closeDelay' must be a duration such as 500ms, "
                + "30s, 15m, "
                + "24h or 3d, found '3 days'; did you mean '3d'?"),
        Case(
            "months: {due: 29}",
            "p.yaml:5:17: error: 'spec.months.due' must be a whole number from 1 to 28, found '29'"),
        Case(
            "report: no",
            "p.yaml:5:11: error: 'spec.report' must be true or false, found 'no'; did you mean "
                + "'false'?"),
        Case(
            "submit: manuel",
            "p.yaml:5:11: error: 'spec.submit' must be 'automatic' or 'manual', found 'manuel'; "
                + "did "
                + "you mean 'manual'?"),
        Case(
            "suspend: true",
            "p.yaml:5:3: error: 'spec.suspend: true' needs 'reason' and 'until' in 'spec'"),
        Case(
            "suspend: true\nreason: x",
            "p.yaml:5:3: error: 'spec.suspend: true' needs 'until' in 'spec'"),
        Case(
            "limits: {ratioToMedian: none, zeroAfterUsage: allow, newItems: allow}\nuntil: "
                + "2027-01-01",
            "p.yaml:5:12: error: 'spec.limits.ratioToMedian: none' needs 'reason' in 'spec'",
            "p.yaml:5:33: error: 'spec.limits.zeroAfterUsage: allow' needs 'reason' in 'spec'",
            "p.yaml:5:56: error: 'spec.limits.newItems: allow' needs 'reason' in 'spec'"),
        Case(
            "limits: {unattributed: none}",
            "p.yaml:5:12: error: 'spec.limits.unattributed: none' needs 'reason' and 'until' in "
                + "'spec'"
        ),
        Case(
            "limits: {unattributed: 5}",
            "p.yaml:5:26: error: 'spec.limits.unattributed' must be a share from 0% to 100% "
                + "such as "
                + "2.5%, found '5'; did you mean '5%'?"),
        Case(
            "limits: {ratioToMedian: off}",
            "p.yaml:5:27: error: 'spec.limits.ratioToMedian' must be a number above 1 such as "
                + "5, or "
                + "none, found 'off'; did you mean 'none'?"),
        Case(
            "limits: {ratioToMedian: 0.5}",
            "p.yaml:5:27: error: 'spec.limits.ratioToMedian' must be a number above 1 such as 5, "
                + "found '0.5'"),
        Case(
            "limits: {amountPerFile: {usd: 1, EUR: -1}}",
            "p.yaml:5:28: error: unknown currency 'usd' in 'spec.limits.amountPerFile'; did you "
                + "mean "
                + "'USD'?",
            "p.yaml:5:41: error: 'spec.limits.amountPerFile.EUR' must be an amount of at least "
                + "0 such "
                + "as 10000, found '-1'"),
        Case(
            "limits: {amountPerFile: {}}",
            "p.yaml:5:27: error: 'spec.limits.amountPerFile' must list a currency"),
        Case(
            "limits: {amountPerFile: 10000}",
            "p.yaml:5:27: error: 'spec.limits.amountPerFile' must be a mapping of currencies to "
                + "amounts, found '10000'"),
        Case(
            "currency: euro",
            "p.yaml:5:13: error: 'spec.currency' must be marketplace or an ISO 4217 code such "
                + "as EUR, "
                + "found 'euro'"),
        Case(
            "currency: eur",
            "p.yaml:5:13: error: 'spec.currency' must be marketplace or an ISO 4217 code such "
                + "as EUR, "
                + "found 'eur'; did you mean 'EUR'?"),
        Case(
            "assetCriteria: paramter.x",
            "p.yaml:5:18: error: 'spec.assetCriteria' must be asset.id or parameter.NAME, found "
                + "'paramter.x'; did you mean 'parameter.x'?"),
        Case(
            "file: {name: 'Usage {moth} {x'}",
            "p.yaml:5:16: error: 'spec.file.name' has a brace without its partner",
            "p.yaml:5:16: error: 'spec.file.name' has an unknown placeholder '{moth}'; did you "
                + "mean "
                + "'{month}'?"),
        Case(
            "reason: 5",
            "p.yaml:5:11: error: 'spec.reason' must be a text, found '5'; did you mean '\"5\"'?"),
        Case(
            "until: 2026-02-30",
            "p.yaml:5:10: error: 'spec.until' must be a date such as 2026-10-31, found '2026-02-30'"
        ),
        Case(
            "submit: manual\nsubmit: automatic",
            "p.yaml:6:3: error: the key 'submit' stands here twice, first at p.yaml:5:3"),
        Case("\treport: true", "p.yaml:5:3: error: a tab may not stand here; use spaces"),
        Case("limits: [a]", "p.yaml:5:11: error: 'spec.limits' must be a mapping, found a list"),
    ]

    @Test(arguments: cases)
    func `a mistake is named with its place and the nearest valid word`(example: Case) {
        let text = PolicyExamples.document("p", example.spec)
        let errors = PolicyExamples.load([("p.yaml", text)]).diagnostics
            .filter { $0.severity == .error }
        #expect(errors.map { String($0.description.prefix { $0 != "\n" }) } == example.expected)
    }

    @Test(arguments: ["-x", "a b", "é", "", ".", String(repeating: "x", count: 100)])
    func `names are plain words`(name: String) {
        let text = PolicyExamples.document("'\(name)'", "report: true")
        let messages = PolicyExamples.load([("p.yaml", text)]).diagnostics.map(\.message)
        #expect(messages.count == 1)
        #expect(messages.first?.hasPrefix("'metadata.name' must be a name of letters") == true)
    }

    @Test func `two documents of one name are an error that names both places`() {
        let files = ["b.yaml", "a.yaml"].map {
            ($0, PolicyExamples.document("same", "report: true"))
        }
        let expected = """
            b.yaml:3:18: error: two policies have the name 'same', the first is at a.yaml:3:18
            metadata: {name: same}
                             ^
            """
        for order in [files, files.reversed()] {
            let errors = PolicyExamples.load(order).diagnostics.filter { $0.severity == .error }
            #expect(errors.map(\.description) == [expected])
        }
    }

    @Test(arguments: [
        ("limits: {firstFile: approve}", "limits: {firstFile: allow}", "firstFile: allow"),
        (
            "limits: {amountPerFile: {USD: 5}}", "limits: {amountPerFile: none}",
            "amountPerFile: none"
        ),
    ])
    func `a guard that another policy switches on is not switched off without a reason`(
        on: String, off: String, words: String
    ) {
        let guarding = ("a.yaml", PolicyExamples.document("a", on))
        let relaxing = ("b.yaml", PolicyExamples.document("b", off))
        let explained = (
            "b.yaml", PolicyExamples.document("b", off + "\nreason: x\nuntil: 2027-01-01")
        )
        #expect(PolicyExamples.load([relaxing]).diagnostics.areHarmless)
        #expect(PolicyExamples.load([guarding, explained]).diagnostics.areHarmless)
        let errors = PolicyExamples.load([guarding, relaxing]).diagnostics
        #expect(
            errors.map(\.message) == [
                "'spec.limits.\(words)' switches off the guard of a.yaml:5:12, which needs "
                    + "'reason' "
                    + "and 'until' in 'spec'"
            ])
    }

    @Test func `policies without a first month are warned of`() {
        let text = PolicyExamples.document("p", "report: true")
        let diagnostics = PolicyExamples.load([("p.yaml", text)]).diagnostics
        #expect(diagnostics.map(\.severity) == [.warning])
        #expect(diagnostics.areHarmless)
    }

    @Test func `a document without its parts is refused`() {
        let text = "apiVersion: usagectl/v1\nkind: UsagePolicy\nmetadata: {}\n"
        #expect(
            PolicyExamples.load([("p.yaml", text)]).diagnostics.map(\.message)
                == ["the document lacks 'spec'", "'metadata' lacks 'name'"])
    }

    @Test func `the report of a check has the form that scripts read`() {
        let text = PolicyExamples.document("p", "months: {sinc: 2026-01}")
        let report = PolicyExamples.load([("p.yaml", text)]).diagnostics.checkReport
        #expect(
            report.compact == """
                {"valid": false, "diagnostics": [{"severity": "error", "file": "p.yaml", "line": 5, \
                "column": 12, "message": "unknown key 'sinc' in 'spec.months'", "suggestion": \
                "since"}]}
                """)
    }
}
