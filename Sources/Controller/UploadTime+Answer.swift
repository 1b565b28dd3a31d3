package import ConnectAPI
package import Reconciliation
import UsageModel

extension UploadTime {
    /// Between the time that an upload is stamped with and its answer. Where one takes longer, the
    /// answer's own time bounds it just as well.
    private static let longestUpload = Duration.seconds(300)

    package init(_ answer: UploadAnswer) {
        let named = answer.file?.events.uploaded?.at
        // Both are of the platform's own clock: a time of long before the answer is that of the
        // upload before, shown once more.
        if let date = answer.date, named.map({ date.since($0) > Self.longestUpload }) ?? true {
            self = .notAfter(date)
        } else if let named {
            self = .named(named)
        } else {
            self = .unsaid
        }
    }
}
