import Ledger
import Testing
import UsageModel

/// Which acts of people, recorded since, keep an intent out of the ledger.
struct OvertakenIntentTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var name: String
        var isOvertaken: Bool
        var act: @Sendable (Ledger) async throws -> Void
        var testDescription: String { name }
    }

    private static func revoked(_ target: Revocation.Target)
        -> @Sendable (Ledger) async throws
        -> Void
    {
        {
            try await $0.record(
                revocation: Revocation(target: target, by: "ann", at: Sample.start))
        }
    }

    private static func assigned(
        _ file: UsageFileID, _ cell: Cell
    ) -> @Sendable (Ledger) async throws -> Void {
        {
            try await $0.record(
                assignment: Assignment(file: file, cell: cell, by: "ann", at: Sample.start))
        }
    }

    private static let other = Sample.cell(2)

    static let cases = [
        Case(name: "its approval", isOvertaken: true, act: revoked(.approvals(Sample.cell))),
        Case(name: "its wish", isOvertaken: true, act: revoked(.resend(Sample.cell))),
        Case(
            name: "its acknowledgement", isOvertaken: true,
            act: revoked(.acknowledgement(subject: Sample.cell.description))),
        Case(
            name: "a subscription's acknowledgement", isOvertaken: true,
            act: revoked(.acknowledgement(subject: "AS-1"))),
        Case(name: "a file's place", isOvertaken: true, act: revoked(.assignment("UF-9"))),
        Case(name: "another cell's approval", isOvertaken: false, act: revoked(.approvals(other))),
        Case(name: "another cell's wish", isOvertaken: false, act: revoked(.resend(other))),
        Case(
            name: "another cell's acknowledgement", isOvertaken: false,
            act: revoked(.acknowledgement(subject: other.description))),
        Case(
            name: "a file assigned to it", isOvertaken: true, act: assigned("UF-9", Sample.cell)),
        Case(name: "its file assigned away", isOvertaken: true, act: assigned(Sample.file, other)),
        Case(
            name: "another cell's file assigned", isOvertaken: false, act: assigned("UF-9", other)),
        Case(name: "an approval given", isOvertaken: false) {
            try await $0.record(approvals: [
                Approval(cell: Sample.cell, digest: "sha256:aa", by: "ann", at: Sample.start)
            ])
        },
        Case(name: "a wish", isOvertaken: false) {
            try await $0.record(
                resend: ResendRequest(cell: Sample.cell, by: "ann", at: Sample.start))
        },
    ]

    @Test(arguments: cases)
    func `an intent gives way to what takes leave from it, and to nothing else`(
        _ example: Case
    ) async throws {
        try await withLedger { ledger, _ in
            // What was known when the cycle began is not heard twice.
            try await ledger.record(
                revocation: Revocation(
                    target: .approvals(Sample.cell), by: "ann", at: Sample.start))
            let known = try await ledger.knowledge().lastAct
            let intent = Sample.intent(.submit, file: Sample.file)
            _ = try await ledger.record(intent: intent, knowing: known)
            try await example.act(ledger)
            let head = try await ledger.head
            guard example.isOvertaken else {
                _ = try await ledger.record(intent: intent, knowing: known)
                return
            }
            let error = await #expect(throws: LedgerError.self) {
                _ = try await ledger.record(intent: intent, knowing: known)
            }
            #expect(error?.label == "overtaken")
            #expect(try await ledger.head == head)
            let now = try await ledger.knowledge().lastAct
            _ = try await ledger.record(intent: intent, knowing: now)
        }
    }
}
