import Foundation
import Policy
import Testing
import UsageModel
import YAMLDocument

/// Each worked example does what its comment promises, beside `defaults.yaml`.
struct PolicyManifestTests {
    private func effective(
        _ names: [String], _ facts: CellFacts = PolicyExamples.facts(),
        at time: Timestamp = PolicyExamples.now
    ) throws -> EffectivePolicy {
        try PolicyManifests.load(names + ["defaults.yaml"]).policies.effective(for: facts, at: time)
    }

    @Test func `every file of the folder is one of the examples`() throws {
        let found = try FileManager.default.contentsOfDirectory(atPath: PolicyManifests.folder)
        #expect(found.sorted() == PolicyManifests.names)
    }

    @Test func `all examples together are valid and nobody contradicts another`() throws {
        let (policies, diagnostics) = try PolicyManifests.load(PolicyManifests.names)
        #expect(diagnostics == [])
        #expect(policies.documents.map { "\($0.name).yaml" } == PolicyManifests.names)
        let cell = PolicyExamples.facts("CRD-12345-12345-12345/PRD-100-000-000/2026-05")
        #expect(policies.effective(for: cell, at: PolicyExamples.now).conflicts == [])
    }

    @Test(arguments: PolicyManifests.names)
    func `the JSON Schema takes every example`(name: String) throws {
        let file = YAMLFile(try PolicyManifests.source(name))
        #expect(file.documents.count == 1)
        for document in file.documents {
            #expect(
                SchemaCheck(PolicySchema.jsonSchema).faults(in: SchemaCheck.json(document)) == [])
        }
    }

    @Test(arguments: [
        ("suspend: true", "supend: true", ["/spec: 'supend' is not known"]),
        ("suspend: true", "suspend: yes", ["/spec/suspend: a string where boolean is due"]),
        ("until: 2027-04-01", "", ["/spec: 'until' is missing"]),
        ("kind: UsagePolicy", "kind: Policy", ["/kind: none of the words"]),
        ("[CRD-12345-12345-12345]", "[]", ["/spec/match/contracts: fewer than 1 items"]),
        ("until: 2027-04-01", "until: tomorrow", ["/spec/until: 'tomorrow' has another form"]),
    ])
    func `the JSON Schema refuses what the reader refuses`(
        good: String, bad: String, faults: [String]
    ) throws {
        let source = try PolicyManifests.source("frozen-contract.yaml")
        let text = String(decoding: source.bytes, as: UTF8.self).replacing(
            "  \(good)", with: "  \(bad)"
        )
        .replacing("\n\(good)", with: "\n\(bad)")
        .replacing(" \(good)", with: " \(bad)")
        let documents = YAMLFile(file: "p.yaml", text: text).documents
        let found = documents.flatMap {
            SchemaCheck(PolicySchema.jsonSchema).faults(in: SchemaCheck.json($0))
        }
        #expect(found == faults)
        #expect(!PolicyExamples.load([("p.yaml", text)]).diagnostics.areHarmless)
    }

    @Test func `defaults let two months converge and hold first files and large amounts`() throws {
        let policy = try effective([])
        #expect(policy.matched == ["defaults"])
        #expect(policy.months.since == BillingMonth("2026-01"))
        #expect(policy.months.autoWithin == 2)
        #expect(policy.limits.firstFile == .approve)
        #expect(policy.limits.amountPerFile?["EUR"] == ExactDecimal(50_000))
        #expect(policy.limits.amountPerFile?["GBP"] == nil)
        #expect(policy.submit == .automatic)
    }

    @Test func `one distributor is submitted by hand and the others are not`() throws {
        let names = ["one-distributor-by-hand.yaml"]
        let theirs = try effective(names)
        #expect(theirs.submit == .manual)
        #expect(theirs.months.timeZone == "Europe/Madrid")
        #expect(theirs.months.due == 15)
        #expect(theirs.limits.firstFile == .approve)
        let other = try effective(names, PolicyExamples.facts(provider: "PA-000-002"))
        #expect(other.submit == .automatic)
        #expect(other.months.due == 8)
    }

    @Test(arguments: [
        ("2027-03-31T23:59:59Z", true, 0), ("2027-04-01T00:00:00Z", true, 1),
        ("2028-01-01T00:00:00Z", true, 1),
    ])
    func `a frozen contract stays frozen, after its end as an expired protection`(
        time: String, suspends: Bool, expired: Int
    ) throws {
        let cell = PolicyExamples.facts("CRD-12345-12345-12345/PRD-100-000-000/2026-05")
        let policy = try effective(["frozen-contract.yaml"], cell, at: PolicyExamples.time(time))
        #expect(policy.suspend == suspends)
        #expect(policy.suspendReason == "the price list of this contract is under dispute")
        #expect(policy.expiredProtections.count == expired)
        #expect(policy.report)
    }

    @Test func `the end of the freeze is announced seven days before`() throws {
        let policies = try PolicyManifests.load(PolicyManifests.names).policies
        let ending = { (time: String) in
            policies.endingSoon(at: PolicyExamples.time(time)).map(\.policy)
        }
        #expect(ending("2027-03-24T23:59:59Z") == [])
        #expect(ending("2027-03-25T00:00:00Z") == ["frozen-contract"])
    }

    @Test func `a product's subscriptions are looked up by their parameter`() throws {
        let names = ["by-subscription-parameter.yaml"]
        let policy = try effective(names)
        #expect(policy.assetCriteria == .parameter("tenant_id"))
        #expect(policy.onNoUsage == .send)
        let other = try effective(names, PolicyExamples.facts("CRD-1/PRD-999-000-000/2026-05"))
        #expect(other.assetCriteria == .id)
        #expect(other.onNoUsage == .skip)
    }

    @Test func `in a pilot nothing leaves by itself, whatever the defaults say`() throws {
        let policy = try effective(["pilot-observes-only.yaml"])
        #expect(policy.months.autoWithin == 0)
        #expect(policy.submit == .manual)
        #expect(policy.onNoUsage == .hold)
        #expect(policy.limits.firstFile == .approve)
        #expect(policy.limits.zeroAfterUsage == .hold)
        #expect(policy.months.since == BillingMonth("2026-01"))
        #expect(policy.matched == ["pilot-observes-only", "defaults"])
    }
}
