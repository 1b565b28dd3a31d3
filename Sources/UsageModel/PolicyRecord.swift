/// A policy document as the ledger keeps it: what was in force, and where it was written.
package struct PolicyRecord: Hashable, Sendable, Codable {
    /// A field as the document sets it.
    package struct Setting: Hashable, Sendable, Codable {
        /// By the name it has in the documents, `months.since` for instance.
        package var field: String
        /// As a document has it.
        package var value: String
        /// `policies/emea.yaml:14:5`.
        package var origin: String

        package init(field: String, value: String, origin: String) {
            self.field = field
            self.value = value
            self.origin = origin
        }
    }

    package var name: String
    /// Who answers for it.
    package var owner: String?
    package var file: String
    /// From 1.
    package var line: Int
    /// From 1.
    package var column: Int
    /// Of what it says, wherever it stands: `sha256:...`.
    package var digest: String
    /// The first date on which it does not hold any more.
    package var until: CalendarDate?
    package var reason: String?
    /// Which cells it takes, a sentence for each line; empty for all cells.
    package var match: [String]
    /// In the order of the documentation.
    package var settings: [Setting]

    package init(
        name: String, owner: String? = nil, file: String, line: Int, column: Int, digest: String,
        until: CalendarDate? = nil, reason: String? = nil, match: [String] = [],
        settings: [Setting] = []
    ) {
        self.name = name
        self.owner = owner
        self.file = file
        self.line = line
        self.column = column
        self.digest = digest
        self.until = until
        self.reason = reason
        self.match = match
        self.settings = settings
    }

    /// `policies/emea.yaml:3:9`.
    package var place: String { "\(file):\(line):\(column)" }
}

/// The policies that a cycle decided by, from one entry of the ledger.
package struct PoliciesInForce: Hashable, Sendable, Codable {
    /// When they were first decided by.
    package var since: Timestamp
    /// Of the whole set, the places included: `sha256:...`.
    package var digest: String
    /// In order of name.
    package var policies: [PolicyRecord]

    package init(since: Timestamp, digest: String, policies: [PolicyRecord]) {
        self.since = since
        self.digest = digest
        self.policies = policies
    }
}
