package import YAMLDocument

/// Reads UsagePolicy documents into a set; all that is wrong with them is found at once.
package enum PolicyLoader {
    /// The set of the valid documents. Where a diagnostic is an error the set is not to be used for
    /// anything but showing what is there.
    package static func load(
        _ documents: [RawDocument]
    ) -> (policies: PolicySet, diagnostics: [Diagnostic]) {
        var diagnostics: [Diagnostic] = []
        var policies: [(policy: PolicyDocument, source: SourceText)] = []
        for document in documents where document.kind == PolicySchema.kind {
            let (value, problems) = document.read(as: PolicySchema.definition)
            diagnostics += problems
            if let policy = value.flatMap(PolicyDocument.init) {
                policies.append((policy, document.source))
            }
        }
        // The order of the files must not decide which of two places is called the first.
        policies.sort { $0.policy.origin.mark < $1.policy.origin.mark }
        diagnostics += doubles(policies) + unexplained(policies)
        if let warning = sinceMissing(policies), diagnostics.isEmpty { diagnostics.append(warning) }
        return (PolicySet(policies.map(\.policy)), diagnostics.inOrder)
    }

    /// Policies that have the name of another.
    private static func doubles(
        _ policies: [(policy: PolicyDocument, source: SourceText)]
    ) -> [Diagnostic] {
        var first: [String: PolicyOrigin] = [:]
        return policies.compactMap { policy, source in
            guard let other = first[policy.name] else {
                first[policy.name] = policy.origin
                return nil
            }
            return Diagnostic(
                .error, "two policies have the name '\(policy.name)', the first is at \(other)",
                at: policy.origin.mark, in: source)
        }
    }

    /// Policies that switch off, without a reason or an end, a guard that another switches on.
    private static func unexplained(
        _ policies: [(policy: PolicyDocument, source: SourceText)]
    ) -> [Diagnostic] {
        PolicyRelaxation.optionalGuards.flatMap { field, off -> [Diagnostic] in
            let on = policies.first { $0.policy.settings[field].map { $0.value != off } ?? false }
            guard let on, let onOrigin = on.policy.settings[field]?.origin else { return [] }
            return policies.compactMap { policy, source in
                guard let setting = policy.settings[field], setting.value == off,
                    policy.reason == nil || policy.until == nil
                else { return nil }
                return Diagnostic(
                    .error,
                    "'spec.\(field.rawValue): \(off)' switches off the guard of \(onOrigin), which "
                        + "needs 'reason' and 'until' in 'spec'",
                    at: setting.origin.mark, in: source)
            }
        }
    }

    /// A warning where policies are there and none says from when on months are owed.
    private static func sinceMissing(
        _ policies: [(policy: PolicyDocument, source: SourceText)]
    ) -> Diagnostic? {
        guard let (policy, source) = policies.first,
            policies.allSatisfy({ $0.policy.settings[.since] == nil })
        else { return nil }
        return Diagnostic(
            .warning, "no policy sets 'spec.months.since', so that nothing is owed",
            at: policy.origin.mark, in: source)
    }
}

extension PolicyOrigin {
    var mark: SourceMark { SourceMark(file: file, line: line, column: column) }
}
