package import UsageModel

/// The platform's counts against what was sent: a file that lost rows on the way is not submitted.
package enum CountCheck {
    /// A sentence about the difference, nil where the counts agree or are not given.
    package static func problem(of file: UsageFile, rows: Int) -> String? {
        for (name, count) in [
            ("uploaded", file.stats.uploaded), ("validated", file.stats.validated),
        ] {
            if let count, count != rows {
                return
                    "the platform counts \(count) \(name) records in '\(file.id)', \(rows) were "
                    + "sent"
            }
        }
        return nil
    }
}
