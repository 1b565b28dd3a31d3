import GRDB
package import UsageModel

extension Ledger {
    /// Records approvals, all or none.
    package func record(approvals: [Approval]) throws(LedgerError) {
        try append(approvals.map(Fact.approval))
    }

    package func record(acknowledgement: Acknowledgement) throws(LedgerError) {
        try append([.acknowledgement(acknowledgement)])
    }

    /// The latest assignment of a file holds.
    package func record(assignment: Assignment) throws(LedgerError) {
        try append([.assignment(assignment)])
    }

    package func record(resend: ResendRequest) throws(LedgerError) {
        try append([.resend(resend)])
    }

    package func record(revocation: Revocation) throws(LedgerError) {
        try append([.revocation(revocation)])
    }

    private func append(_ facts: [Fact]) throws(LedgerError) {
        try writeAct { db in
            for fact in facts { try EntryStore.append(fact, to: db) }
        }
    }
}
