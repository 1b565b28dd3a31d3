import Foundation
import TestSupport
import Testing
import UsageModel

@Suite("Words, ids and markers")
struct VocabularyTests {
    @Test(arguments: ["production", "a", "eu-1", String(repeating: "x", count: 63)])
    func `a marker is read back`(name: String) throws {
        let marker = Marker(identity: installation(name), cell: ObservedWorld.cell)
        #expect(Marker(externalID: marker.externalID) == marker)
    }

    @Test func `a marker carries contract, product, year and month`() {
        let marker = Marker(identity: ObservedWorld.identity, cell: ObservedWorld.cell("2027-01"))
        #expect(
            marker.externalID
                == "usagectl:production:CRD-00001-00001-00001:PRD-001-001-001:2027-01")
    }

    @Test(arguments: [
        "", "usagectl", "usagectl:production:CRD:PRD", "usagectl:production:CRD:PRD:2026-13",
        "usagectl:Production:CRD:PRD:2026-10", "usagectl::CRD:PRD:2026-10",
        "usagectl:production::PRD:2026-10", "usagectl:production:CRD:PRD:2026-10:x",
        "other:production:CRD:PRD:2026-10", "USAGECTL:production:CRD:PRD:2026-10", "12345",
    ])
    func `an external id that is no marker is nobody's`(text: String) {
        #expect(Marker(externalID: text) == nil)
    }

    @Test(arguments: ["", "-a", "a-", "A", "a_b", "a b", "ä", String(repeating: "x", count: 64)])
    func `a name that is no identity is refused`(name: String) {
        #expect(Identity(name) == nil)
    }

    @Test func `a cell is read back`() {
        #expect(Cell(ObservedWorld.cell.description) == ObservedWorld.cell)
    }

    @Test(arguments: [
        "", "A/B", "A/B/2026-13", "/B/2026-10", "A//2026-10", "A/B/2026-10/", "A/B/C/2026-10",
    ])
    func `what is no cell is refused`(text: String) {
        #expect(Cell(text) == nil)
    }

    @Test func `cells are sorted by contract, product, month`() {
        let texts = ["A/B/2026-09", "A/B/2026-10", "A/C/2025-01", "B/A/2020-01"]
        #expect(texts.reversed().compactMap { Cell($0) }.sorted().map(\.description) == texts)
    }

    @Test(arguments: UsageFileStatus.known)
    func `every status word is read back, in any case of letters`(status: UsageFileStatus) {
        #expect(UsageFileStatus(status.word) == status)
        #expect(UsageFileStatus(status.word.uppercased()) == status)
        #expect(status.isKnown)
        let kinds = [status.isSubmitted, status.isInFlight, status.isDeletable].filter(\.self)
        #expect(kinds.count == ([.rejected, .deleted].contains(status) ? 0 : 1))
    }

    @Test func `an unknown status word is kept as it came and stands for nothing`() {
        let status = UsageFileStatus("Quarantined")
        #expect(status == .unknown("Quarantined") && status.word == "Quarantined")
        #expect(!status.isKnown && !status.isSubmitted && !status.isInFlight && !status.isDeletable)
    }

    @Test func `schemas are read in either case of letters`() {
        for schema in ReportingSchema.allCases {
            #expect(ReportingSchema(schema.rawValue.lowercased()) == schema)
            #expect(schema.isPriced == (schema != .quantity))
        }
        #expect(ReportingSchema("XX") == nil)
    }

    @Test func `a rejected file was submitted, a ready one was not`() {
        #expect(UsageFile.ours("UF-1", .rejected).wasSubmitted)
        #expect(UsageFile.ours("UF-1", .closed).wasSubmitted)
        #expect(!UsageFile.ours("UF-1", .ready).wasSubmitted)
    }

    @Test func `a contract begins with the earliest of its instants`() {
        let events = ContractEvents(
            created: instant("2026-03-01"), signed: instant("2026-02-01"),
            countersigned: instant("2026-02-02"), enrolled: instant("2026-01-31"))
        #expect(events.start == instant("2026-01-31"))
        #expect(ContractEvents(terminated: instant("2026-01-01")).start == nil)
    }

    @Test func `reason codes are words with a point and distinct`() {
        let codes = ReasonCode.allCases.map(\.rawValue)
        #expect(Set(codes).count == codes.count)
        #expect(codes.allSatisfy { $0.split(separator: ".").count == 2 })
    }

    @Test(arguments: ReasonCode.allCases)
    func `every reason has a remedy of one sentence`(_ reason: ReasonCode) {
        #expect(reason.remedy.hasSuffix("."))
        #expect(reason.remedy.first?.isUppercase == true)
        #expect(!reason.remedy.contains(". "))
    }

    @Test func `faults of rows are named once each`() {
        #expect(Set(ReasonCode.ofRows).count == ReasonCode.ofRows.count)
    }
}
