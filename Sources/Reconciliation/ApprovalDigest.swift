import Policy
package import UsageModel

/// What an approval binds: the rows, the file's fields, the policy, the action and the file.
package enum ApprovalDigest {
    /// The fields of a policy that say what is sent, and within which limits; the file's own fields
    /// are bound as they are filled.
    private static let boundFields: [PolicyField] = [
        .source, .assetCriteria, .onNoUsage, .amountPerFile, .ratioToMedian, .zeroAfterUsage,
        .firstFile, .newItems, .unattributed,
    ]

    /// The digest of a cell as it stands; the file is left out where it does not exist yet, so
    /// that a file created under an approval inherits it.
    ///
    /// Where the policy leaves the submit to a person, leave to prepare a file is not yet leave to
    /// submit it: `submits` tells the two apart.
    package static func of(
        _ obligation: Obligation, fields: FileFields?, usage: CellUsage, createdFile: UsageFileID?,
        submits: Bool = false
    ) -> String {
        let policy = obligation.policy
        var digest = ContentDigest()
        digest.add(obligation.cell.description)
        digest.add(usage.digest ?? "\(usage.answer)")
        digest.add(fields?.name)
        digest.add(fields?.description)
        digest.add(fields?.note)
        digest.add(fields?.currency)
        for field in boundFields { digest.add("\(policy.value(of: field))") }
        digest.add(createdFile?.text)
        if policy.submit == .manual { digest.add(submits ? "submit" : "prepare") }
        return digest.text
    }
}

extension Approval {
    /// Whether it still holds, and for one of some digests.
    func isValid(for digests: Set<String>, at now: Timestamp) -> Bool {
        digests.contains(digest) && until.map { now < $0 } ?? true
    }
}
