import Policy
import Testing
import UsageModel
import YAMLDocument

struct PolicyReadingTests {
    @Test func `a document is read with the place of each field`() throws {
        let (policies, diagnostics) = PolicyExamples.load([
            ("policies/emea.yaml", PolicyExamples.full)
        ])
        #expect(diagnostics.isEmpty)
        let policy = policies.effective(for: PolicyExamples.facts(), at: PolicyExamples.now)
        #expect(policy.submit == .manual)
        #expect(policy.origins[.submit]?.description == "policies/emea.yaml:16:3")
        #expect(policy.origins[.closeDelay]?.description == "policies/emea.yaml:15:59")
        #expect(policy.origins[.report] == nil)
        #expect(policy.months.until == BillingMonth("2026-12"))
        #expect(policy.limits.amountPerFile == ["USD": ExactDecimal(10000)])
        #expect(policy.limits.unattributed == ExactDecimal("0.025"))
        #expect(policy.file.note == nil)
        #expect(policy.matched == ["emea-by-hand"])
        let document = try #require(policies.documents.first)
        #expect(document.owner == "billing@vendor.example")
        #expect(document.reason == "their finance signs every file")
        #expect(document.until?.date == CalendarDate("2027-01-31"))
        #expect(document.origin.description == "policies/emea.yaml:4:9")
    }

    /// Every field with values that it takes, as a document has them and as the field shows them.
    static let values: [(PolicyField, [String])] = [
        (.since, ["2026-01"]), (.until, ["2026-12", "none"]),
        (.timeZone, ["Europe/Berlin", "UTC"]), (.closeDelay, ["36h", "500ms", "0s"]),
        (.due, ["1", "28"]), (.autoWithin, ["0", "12"]), (.report, ["true", "false"]),
        (.suspend, ["true", "false"]), (.submit, ["automatic", "manual"]),
        (.onNoUsage, ["skip", "send", "hold"]), (.onInvalid, ["hold", "resend"]),
        (.onRejected, ["hold", "resend"]), (.onDuplicate, ["hold", "deleteOurs"]),
        (.onTerminated, ["report", "reconcile"]), (.foreignDrafts, ["hold", "ignore", "adopt"]),
        (.foreignDraftsIgnoredAfter, ["45d"]),
        (.filesWithoutPeriod, ["infer", "occupy", "ignore"]),
        (.source, ["metering"]), (.assetCriteria, ["asset.id", "parameter.subscription_id"]),
        (.currency, ["marketplace", "EUR"]), (.fileName, ["Usage of {contractName} in {month}"]),
        (.fileDescription, ["{product} {productName} {from} {to} {marketplace} {contract}"]),
        (.fileNote, ["by hand", "none"]), (.amountPerFile, ["{EUR: 5.5, USD: 10000}", "none"]),
        (.ratioToMedian, ["7.5", "none"]), (.zeroAfterUsage, ["warn", "hold", "allow"]),
        (.firstFile, ["allow", "approve"]), (.newItems, ["approve", "allow"]),
        (.unattributed, ["0.5%", "100%", "none"]),
    ]

    static func spec(_ field: PolicyField, _ value: String) -> String {
        let parts = field.rawValue.split(separator: ".")
        let text = field.rawValue.hasPrefix("file.") ? "\"\(value)\"" : value
        let setting =
            parts.count == 2 ? "\(parts[0]): {\(parts[1]): \(text)}" : "\(parts[0]): \(text)"
        return "\(setting)\nreason: a test\nuntil: 2099-01-01"
    }

    @Test func `the table of values has every field`() {
        #expect(Set(Self.values.map(\.0)) == Set(PolicyField.allCases))
    }

    @Test(arguments: values)
    func `every value of a field takes effect and is shown as it was written`(
        field: PolicyField, texts: [String]
    ) {
        for text in texts {
            let document = PolicyExamples.document("one", Self.spec(field, text))
            let (policies, diagnostics) = PolicyExamples.load([("one.yaml", document)])
            #expect(diagnostics.filter { $0.severity == .error }.isEmpty, "\(text)")
            let policy = policies.effective(for: PolicyExamples.facts(), at: PolicyExamples.now)
            #expect(policy.value(of: field).description == text)
            #expect(policy.origins[field]?.file == "one.yaml", "\(text)")
            #expect(policy.origins.count == 1)
        }
    }

    @Test func `without documents every field is built in`() {
        let policy = PolicySet([]).effective(for: PolicyExamples.facts(), at: PolicyExamples.now)
        let builtIn = EffectivePolicy()
        for field in PolicyField.allCases {
            #expect(policy.value(of: field) == builtIn.value(of: field))
            #expect(policy.originText(of: field) == "built in")
        }
    }

    @Test func `documents of several kinds stand in one file`() {
        let text = """
            apiVersion: usagectl/v1
            kind: Controller
            metadata: {name: production}
            spec: {writes: observe}
            ---
            \(PolicyExamples.document("defaults", "months: {since: 2026-01}"))
            """
        let (policies, diagnostics) = PolicyExamples.load([("usagectl.yaml", text)])
        #expect(diagnostics.isEmpty)
        #expect(policies.documents.map(\.name) == ["defaults"])
    }

    @Test func `anchors and merge keys serve several documents' worth of settings`() {
        let spec = """
            match: {kinds: [test]}
            limits: &limits {firstFile: approve}
            file: {name: x}
            """
        let text =
            PolicyExamples.document("one", spec + "\nmonths: &m {since: 2026-01}")
            + "\n---\nbase: 1\n"
        let (_, diagnostics) = PolicyExamples.load([("one.yaml", text)])
        #expect(diagnostics.map(\.line) == [11, 11])
        let merged = PolicyExamples.document(
            "two", "months:\n  <<: &m {since: 2026-01, due: 9}\n  due: 10")
        let policy = PolicyExamples.load([("two.yaml", merged)]).policies
            .effective(for: PolicyExamples.facts(), at: PolicyExamples.now)
        #expect(policy.months.due == 10)
        #expect(policy.origins[.since]?.description == "two.yaml:6:13")
    }
}
