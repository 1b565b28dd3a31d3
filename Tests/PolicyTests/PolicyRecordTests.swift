import Policy
import Testing
import UsageModel

/// Policies as the ledger keeps them.
struct PolicyRecordTests {
    @Test func `a document is kept with its place, its words and the place of every field`()
        throws
    {
        let policies = try PolicyManifests.load(PolicyManifests.names).policies
        #expect(policies.records.map(\.name) == policies.documents.map(\.name))
        for (record, document) in zip(policies.records, policies.documents) {
            #expect(record.place == document.origin.description)
            #expect(record.owner == document.owner)
            #expect(record.reason == document.reason)
            #expect(record.until == document.until?.date)
            #expect(record.settings.count == document.settings.count)
            for setting in record.settings {
                let field = try #require(PolicyField(rawValue: setting.field))
                #expect(setting.value == document.settings[field]?.value.description)
                #expect(setting.origin == document.settings[field]?.origin.description)
            }
        }
    }

    @Test func `the words of a match are its lines as a document has them`() {
        var match = PolicyMatch()
        #expect(match.words == [])
        match.contracts = [MatchPattern("CRD-1*"), MatchPattern("CRD-2")]
        match.kinds = ["test"]
        let months = ["2026-05", "2026-07", "2026-10"].compactMap { BillingMonth($0) }
        match.months = [months[0]...months[1], months[2]...months[2]]
        #expect(
            match.words == [
                "contracts [CRD-1*, CRD-2]", "kinds [test]", "months [2026-05..2026-07, 2026-10]",
            ])
    }

    @Test func `the digest is of what is said, not of where`() {
        let origin = PolicyOrigin(policy: "a", file: "a.yaml", line: 1, column: 1)
        var document = PolicyDocument(name: "a", origin: origin)
        func digest() -> String? { PolicySet([document]).records.first?.digest }
        var digests = [digest()]
        document.origin.line = 9
        #expect(digest() == digests[0])
        document.owner = "b"
        digests.append(digest())
        document.reason = "c"
        digests.append(digest())
        document.match.kinds = ["test"]
        digests.append(digest())
        document.settings[.suspend] = PolicySetting(.flag(true), origin: origin)
        digests.append(digest())
        document.settings[.suspend] = PolicySetting(.flag(false), origin: origin)
        digests.append(digest())
        document.until = CalendarDate(year: 2027, month: 1, day: 1).map {
            PolicyUntil(date: $0, origin: origin)
        }
        digests.append(digest())
        #expect(Set(digests).count == digests.count)
        #expect(digests.allSatisfy { $0?.count == "sha256:".count + 64 })
    }
}
