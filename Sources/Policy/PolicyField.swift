/// A field of a policy by the name it has in the documents.
package enum PolicyField: String, Sendable, CaseIterable {
    case since = "months.since"
    case until = "months.until"
    case timeZone = "months.timeZone"
    case closeDelay = "months.closeDelay"
    case due = "months.due"
    case autoWithin = "months.autoWithin"
    case report, suspend, submit, onNoUsage, onInvalid, onRejected, onDuplicate, onTerminated
    case foreignDrafts, foreignDraftsIgnoredAfter, filesWithoutPeriod, source, assetCriteria
    case currency
    case fileName = "file.name"
    case fileDescription = "file.description"
    case fileNote = "file.note"
    case amountPerFile = "limits.amountPerFile"
    case ratioToMedian = "limits.ratioToMedian"
    case zeroAfterUsage = "limits.zeroAfterUsage"
    case firstFile = "limits.firstFile"
    case newItems = "limits.newItems"
    case unattributed = "limits.unattributed"
}

/// Where a value was written.
package struct PolicyOrigin: Hashable, Sendable, CustomStringConvertible {
    package var policy: String
    package var file: String
    /// From 1.
    package var line: Int
    /// From 1.
    package var column: Int

    package init(policy: String, file: String, line: Int, column: Int) {
        self.policy = policy
        self.file = file
        self.line = line
        self.column = column
    }

    /// `policies/emea.yaml:14:5`.
    package var description: String { "\(file):\(line):\(column)" }
}

/// A policy that does not apply to a cell.
package struct PolicyMismatch: Hashable, Sendable {
    package var policy: String
    package var because: String

    package init(policy: String, because: String) {
        self.policy = policy
        self.because = because
    }
}

/// Two places of equal rank that set one field differently.
package struct PolicyConflict: Hashable, Sendable {
    package var field: PolicyField
    package var first: PolicyOrigin
    package var second: PolicyOrigin

    package init(field: PolicyField, first: PolicyOrigin, second: PolicyOrigin) {
        self.field = field
        self.first = first
        self.second = second
    }
}

/// A protection whose end has passed.
package struct ExpiredPolicy: Hashable, Sendable {
    package var policy: String
    package var until: String
    package var origin: PolicyOrigin

    package init(policy: String, until: String, origin: PolicyOrigin) {
        self.policy = policy
        self.until = until
        self.origin = origin
    }
}
