package import UsageModel

/// The platform's counts against what was sent: a file that lost rows on the way is not submitted.
package enum CountCheck {
    /// A sentence about the difference, nil where the counts agree or are not given.
    package static func problem(of file: UsageFile, rows: Int) -> String? {
        guard Protection.countsAgree.isOn else { return nil }
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

    /// The same of a file that shows by itself, with the records that the platform took and
    /// refused.
    package static func problem(of processed: ProcessedFile, rows: Int) -> String? {
        if let problem = problem(of: processed.file, rows: rows) { return problem }
        if let invalid = processed.invalidRecords, invalid > 0 {
            return "the platform counts \(invalid) invalid records in '\(processed.file.id)'"
        }
        if let valid = processed.validRecords, valid != rows {
            return
                "the platform counts \(valid) valid records in '\(processed.file.id)', \(rows) were "
                + "sent"
        }
        return nil
    }
}
