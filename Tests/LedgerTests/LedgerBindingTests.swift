import Ledger
import Testing
import UsageModel

struct LedgerBindingTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var field: BindingField
        var other: @Sendable () throws -> LedgerBinding
        var testDescription: String { field.rawValue }
    }

    @Test(arguments: [
        Case(field: .endpoint, other: { try Sample.binding(endpoint: "https://other.example") }),
        Case(field: .key, other: { try Sample.binding(keyID: "SU-9-9-9") }),
        Case(field: .account, other: { try Sample.binding(account: "VA-000-002") }),
        Case(field: .identity, other: { try Sample.binding(identity: "staging") }),
    ])
    func `a ledger of another account is refused until a person accepts it`(
        _ example: Case
    ) async throws {
        try await withLedger { ledger, path in
            try await ledger.close()
            let other = try example.other()
            for mode in [LedgerMode.readOnly, .readOnlyIfPresent] {
                let error = try #require(throws: LedgerError.self) {
                    try openLedger(path, binding: other, mode: mode)
                }
                guard case .otherBinding(let difference) = error else {
                    Issue.record("\(error)")
                    return
                }
                #expect(difference.field == example.field)
                #expect(difference.ledger != difference.configured)
                #expect("\(error)".contains("usagectl baseline --confirm"))
                #expect("\(error)".contains("'\(difference.configured)'"))
            }
        }
        try await withLedger { ledger, path in
            let other = try example.other()
            try await ledger.record(
                baseline: Baseline(binding: other, by: "ann", at: Sample.at(1)))
            try await ledger.close()
            #expect(try await openLedger(path, binding: other, mode: .readOnly).binding == other)
            #expect(throws: LedgerError.self) { try openLedger(path, mode: .readOnly) }
        }
    }

    @Test func `an account that was not known is taken up once and then compared`() async throws {
        try await withLedger { ledger, _ in
            var unknown = try Sample.binding()
            unknown.account = nil
            try await ledger.record(
                baseline: Baseline(binding: unknown, by: "ann", at: Sample.at(1)))
            try await ledger.bind(account: "VA-1", at: Sample.at(2))
            let head = try await ledger.head
            try await ledger.bind(account: "VA-1", at: Sample.at(3))
            #expect(try await ledger.head == head, "the same account is no news")
            #expect(try await ledger.binding?.account == "VA-1")
            await #expect(throws: LedgerError.self) {
                try await ledger.bind(account: "VA-2", at: Sample.at(4))
            }
        }
    }

    @Test func `nothing of the key stands in the binding`() throws {
        let binding = try Sample.binding(keyID: "SU-111-222-333")
        #expect(binding.key.hasPrefix("sha256:"))
        #expect(binding.key.count == 71)
        #expect(!binding.key.contains("111"))
    }

    @Test func `a ledger is not made without a binding`() async throws {
        try await withLedger { ledger, path in
            try await ledger.close()
            #expect(throws: LedgerError.absent(path: path + "2")) {
                try Ledger.open(
                    path: path + "2", binding: nil, mode: .exclusive, at: Sample.start)
            }
        }
    }
}
