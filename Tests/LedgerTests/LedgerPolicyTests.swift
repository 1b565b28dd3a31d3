import Ledger
import Testing
import UsageModel

/// The policies that cycles decided by.
struct LedgerPolicyTests {
    @Test func `the same policies are recorded once, others again`() async throws {
        try await withLedger { ledger, _ in
            let first = [Sample.policy()]
            let second = [Sample.policy(), Sample.policy("emea", since: "2026-05")]
            for (number, policies) in [first, first, second, second, first].enumerated() {
                try await ledger.record(policies: policies, at: Sample.at(Int64(number) * 10))
            }
            #expect(try await ledger.verify().entries == 4)
            #expect(try await ledger.verify().problems == [])
            #expect(try await ledger.policiesInForce()?.policies == first)
            #expect(try await ledger.policiesInForce()?.since == Sample.at(40))
        }
    }

    @Test func `what was in force at a time is what the entry before it says`() async throws {
        try await withLedger { ledger, path in
            let first = [Sample.policy()]
            let second = [Sample.policy(since: "2026-05")]
            try await ledger.record(policies: first, at: Sample.at(10))
            try await ledger.record(policies: second, at: Sample.at(20))
            try await ledger.record(policies: [], at: Sample.at(30))
            let reader = try openLedger(path, mode: .readOnly)
            #expect(try await reader.policiesInForce(asOf: Sample.at(9)) == nil)
            #expect(try await reader.policiesInForce(asOf: Sample.at(10))?.policies == first)
            #expect(try await reader.policiesInForce(asOf: Sample.at(29))?.policies == second)
            #expect(try await reader.policiesInForce(asOf: Sample.at(30))?.policies == [])
        }
    }

    @Test func `many policies come back as they were, however long their entry is`() async throws {
        try await withLedger { ledger, _ in
            let policies = (0..<200).map { Sample.policy("policy-\($0)") }
            try await ledger.record(policies: policies, at: Sample.at(1))
            #expect(try await ledger.policiesInForce()?.policies == policies)
        }
    }

    @Test func `a ledger without policies holds no entry of them`() async throws {
        try await withLedger { ledger, _ in
            try await ledger.record(policies: [], at: Sample.at(1))
            #expect(try await ledger.verify().entries == 1)
            #expect(try await ledger.policiesInForce() == nil)
        }
    }
}
