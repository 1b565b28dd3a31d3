/// How the platform's model behaves where the real one is slow, undocumented or configurable.
package struct PlatformOptions: Hashable, Sendable {
    /// Within what a `record_id` must be unique among the rows of files that are not deleted.
    package enum DuplicateScope: String, Hashable, Sendable, CaseIterable {
        case file, product, account
    }

    /// The whole value of the header `Authorization`.
    package var apiKey: String
    /// From the upload to `ready` or `invalid`; the first third of it is spent in `uploading`.
    package var processingTime: Duration
    package var duplicateScope: DuplicateScope
    /// From the submit to an acceptance by rule; nil leaves files pending.
    package var autoAccept: Duration?
    /// Where processed workbooks are given out; requests there are answered by `stored`.
    package var storage = "https://storage.example"
    /// Whether ids of new files come in no order, as the platform promises none.
    package var unorderedIDs: Bool

    package init(
        apiKey: String = "ApiKey SU-000-000-000:simulator", processingTime: Duration = .seconds(2),
        duplicateScope: DuplicateScope = .account, autoAccept: Duration? = nil,
        unorderedIDs: Bool = true
    ) {
        self.apiKey = apiKey
        self.processingTime = processingTime
        self.duplicateScope = duplicateScope
        self.autoAccept = autoAccept
        self.unorderedIDs = unorderedIDs
    }

    /// The account behind the key, as events name it.
    package var user: JSONValue {
        let token = apiKey.split(separator: " ").last ?? ""
        let id = token.split(separator: ":").first.map(String.init) ?? "SU-000-000-000"
        return ["id": .string(id), "name": "Usage reporter"]
    }
}
